// swift-tools-version: 6.2

import PackageDescription

// The package lies in a folder of its own below `hummingbird`: SwiftPM names a root package after its folder, and one named
// `hummingbird` would take the place of the dependency of that name.
let package = Package(
    name: "perfmon-example-hummingbird",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "perfmon", path: "../../..", traits: ["Hummingbird"]),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.20.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    ],
    targets: [
        .target(
            name: "Shop",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "PerfMonHummingbird", package: "perfmon"),
            ]
        ),
        .executableTarget(
            name: "Server",
            dependencies: ["Shop", .product(name: "Hummingbird", package: "hummingbird")]
        ),
        .testTarget(
            name: "ShopTests",
            dependencies: [
                "Shop",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "PerfMon", package: "perfmon"),
                .product(name: "PerfMonConfiguration", package: "perfmon"),
                .product(name: "PerfMonHummingbird", package: "perfmon"),
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
