// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "perfmon-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "perfmon", path: "..", traits: []),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
    ],
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
            name: "Cost",
            dependencies: [
                .product(name: "PerfMon", package: "perfmon"),
                .product(name: "PerfMonConfiguration", package: "perfmon"),
                .product(name: "PerfMonModel", package: "perfmon"),
                .product(name: "PerfMonProfiling", package: "perfmon"),
                .product(name: "Logging", package: "swift-log"),
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
