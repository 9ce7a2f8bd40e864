// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "perfmon-fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "perfmon", path: "../..", traits: [])],
    targets: [
        .executableTarget(
            name: "FuzzConfiguration",
            dependencies: [.product(name: "PerfMonConfiguration", package: "perfmon")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]
        )
    ]
)
