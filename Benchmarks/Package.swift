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
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "CAllocationCounter"),
        .executableTarget(
            name: "Configuration",
            dependencies: ["CAllocationCounter", "CYAML", .product(name: "PerfMonConfiguration", package: "perfmon")]
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
            ],
            // Functions of two kinds that are equal but for their constants would become one, with the name of one of them.
            swiftSettings: [.unsafeFlags(["-Xllvm", "-swiftmergefunc-threshold=0"])]
        ),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
}
