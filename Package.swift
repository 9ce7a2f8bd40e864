// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "perfmon",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "PerfMon", targets: ["PerfMon"]),
        .library(name: "PerfMonHummingbird", targets: ["PerfMonHummingbird"]),
        .library(name: "PerfMonAlerts", targets: ["PerfMonAlerts"]),
        .library(name: "PerfMonTesting", targets: ["PerfMonTesting"]),
        .library(name: "PerfMonConfiguration", targets: ["PerfMonConfiguration"]),
        .library(name: "PerfMonModel", targets: ["PerfMonModel"]),
        .library(name: "PerfMonProfiling", targets: ["PerfMonProfiling"]),
        .library(name: "PerfMonReporting", targets: ["PerfMonReporting"]),
        .executable(name: "perfmon", targets: ["PerfMonTool"]),
    ],
    traits: [
        .trait(name: "CLI", description: "The `perfmon` command."),
        .trait(name: "Hummingbird", description: "PerfMonHummingbird: middleware for Hummingbird 2."),
        .default(enabledTraits: ["CLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.20.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .target(name: "CPerfMonSampler"),
        .target(name: "CPerfMonThreads"),
        .target(name: "CPerfMonResources"),

        .target(name: "PerfMonModel"),
        .target(name: "PerfMonConfiguration", dependencies: ["CLibYAML", "CPerfMonResources", "PerfMonModel"]),
        .target(name: "PerfMonThreads", dependencies: ["CPerfMonThreads"]),
        .target(name: "PerfMonProfiling", dependencies: ["CPerfMonSampler", "CZlib", "PerfMonModel", "PerfMonThreads"]),
        .target(name: "PerfMonReporting", dependencies: ["CPerfMonResources", "CZlib", "PerfMonModel"]),
        .target(name: "PerfMonStore", dependencies: ["CSQLite", "PerfMonModel"]),
        .target(
            name: "PerfMonAlerts",
            dependencies: ["CCurl", "PerfMonConfiguration", "PerfMonModel", "PerfMonReporting", "PerfMonStore", "PerfMonThreads"]
        ),
        .target(
            name: "PerfMon",
            dependencies: [
                "PerfMonAlerts", "PerfMonModel", "PerfMonConfiguration", "PerfMonProfiling", "PerfMonReporting", "PerfMonStore",
                "PerfMonThreads",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(name: "PerfMonTesting", dependencies: ["PerfMonAlerts", "PerfMonConfiguration", "PerfMonModel"]),
        .target(
            name: "PerfMonHummingbird",
            dependencies: [
                "PerfMon",
                .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .target(
            name: "PerfMonCLI",
            dependencies: [
                "PerfMonAlerts", "PerfMonConfiguration", "PerfMonModel", "PerfMonProfiling", "PerfMonReporting", "PerfMonStore",
                "PerfMonThreads",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CLI"])),
            ]
        ),
        .executableTarget(name: "PerfMonTool", dependencies: ["PerfMonCLI"]),

        .testTarget(
            name: "PerfMonConfigurationTests",
            dependencies: ["PerfMonConfiguration"],
            exclude: ["Fixtures"]
        ),
        .target(name: "CPerfMonFaults", path: "Tests/CPerfMonFaults"),
        .executableTarget(
            name: "PerfMonFaultRunner",
            dependencies: ["PerfMonProfiling", "PerfMonModel", "PerfMonThreads", "CPerfMonSampler", "CPerfMonFaults"],
            path: "Tests/PerfMonFaultRunner"
        ),
        .testTarget(
            name: "PerfMonProfilingTests",
            dependencies: ["PerfMonProfiling", "PerfMonModel", "CPerfMonSampler", "CZlib", "PerfMonFaultRunner"]
        ),
        .testTarget(name: "PerfMonReportingTests", dependencies: ["PerfMonReporting", "PerfMonModel"], exclude: ["Goldens"]),
        .executableTarget(name: "PerfMonStoreClient", dependencies: ["PerfMonStore"], path: "Tests/PerfMonStoreClient"),
        .testTarget(name: "PerfMonStoreTests", dependencies: ["PerfMonStore", "PerfMonModel", "PerfMonStoreClient"]),
        .executableTarget(
            name: "PerfMonAlertsMeasurement",
            dependencies: ["CSQLite", "PerfMonAlerts", "PerfMonConfiguration", "PerfMonModel", "PerfMonStore"],
            path: "Tests/PerfMonAlertsMeasurement"
        ),
        .testTarget(
            name: "PerfMonAlertsTests",
            dependencies: [
                "PerfMonAlerts", "PerfMonConfiguration", "PerfMonModel", "PerfMonReporting", "PerfMonStore", "PerfMonTesting",
            ]
        ),
        .testTarget(
            name: "PerfMonTests",
            dependencies: [
                "CPerfMonFaults", "PerfMon", "PerfMonAlerts", "PerfMonModel", "PerfMonConfiguration", "PerfMonStore", "PerfMonTesting",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "PerfMonHummingbirdTests",
            dependencies: [
                "PerfMonHummingbird", "PerfMon", "PerfMonConfiguration", "PerfMonModel",
                .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .testTarget(
            name: "PerfMonCLITests",
            dependencies: ["PerfMonCLI", "PerfMonConfiguration", "PerfMonModel", "PerfMonReporting", "PerfMonStore"]
        ),
    ],
    cLanguageStandard: .c2x
)

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
    target.cSettings = [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]
}
