/// Modules that are known by name not to be an application's.
enum KnownModules {
    private static let toolchain: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking", "FoundationXML",
        "Dispatch", "Synchronization", "Observation", "Distributed", "RegexBuilder", "Glibc", "Musl", "Testing", "XCTest",
    ]

    private static let packagePrefixes = ["NIO", "CNIO", "Hummingbird", "FlyingFox", "GRPC", "Vapor", "Fluent", "Async", "OTel"]

    private static let packages: Set<String> = [
        "AWSLambdaRuntime", "Algorithms", "ArgumentParser", "Atomics", "BitCollections", "CCryptoBoringSSL", "CCryptoBoringSSLShims",
        "Collections", "Configuration", "ConsoleKit", "CoreMetrics", "Crypto", "DequeModule", "FlyingSocks", "HTTPAPIs", "HTTPTypes",
        "HTTPTypesFoundation", "HashTreeCollections", "HeapModule", "Instrumentation", "InternalCollectionsUtilities", "Jobs", "Logging",
        "Metrics", "MultipartKit", "MySQLNIO", "OrderedCollections", "PostgresNIO", "RediStack", "RopeModule", "RoutingKit", "SQLKit",
        "SQLite", "SQLiteNIO", "ServiceContextModule", "ServiceLifecycle", "SwiftASN1", "SwiftProtobuf", "SystemPackage", "Tracing",
        "UnixSignals", "Valkey", "WSClient", "WSCore", "X509", "Yams",
    ]

    /// Whether the module is perfmon's own, or comes with the toolchain.
    static func isAlwaysLibrary(_ module: String) -> Bool {
        module.hasPrefix("_") || module.hasPrefix("PerfMon") || module.hasPrefix("CPerfMon") || toolchain.contains(module)
    }

    /// Whether the module is that of a well-known package.
    static func isPackage(_ module: String) -> Bool {
        packages.contains(module) || packagePrefixes.contains(where: module.hasPrefix)
    }
}
