// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "perfmon-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "perfmon", path: "..", traits: [])],
    targets: [
        .executableTarget(
            name: "Accuracy",
            dependencies: [
                .product(name: "PerfMonProfiling", package: "perfmon"),
                .product(name: "PerfMonReporting", package: "perfmon"),
                .product(name: "PerfMonModel", package: "perfmon"),
            ]
        ),
        .executableTarget(
            name: "Stress",
            dependencies: [
                .product(name: "PerfMonProfiling", package: "perfmon"),
                .product(name: "PerfMonModel", package: "perfmon"),
            ]
        ),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
