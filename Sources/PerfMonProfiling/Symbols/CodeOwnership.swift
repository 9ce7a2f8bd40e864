/// Tells the application's own code from that of libraries.
///
/// With modules named in the configuration, those are the application and nothing else is. Otherwise, in this order:
/// 1. perfmon's own modules, Swift's, Foundation's and those of well-known packages are libraries;
/// 2. code with a known source file is the application's when the file lies in the directory that the main executable's
///    package was compiled in, and not in SwiftPM's `checkouts` of other packages below it;
/// 3. code whose file is unknown goes by the file of its compilation unit, in the same way;
/// 4. Swift code of the main executable is the application's (a stripped executable does not say more); all else is not.
struct CodeOwnership {
    var applicationModules: Set<String>
    /// The directory the main executable's package was compiled in; nil when it does not say.
    var packageDirectory: String?

    private static let libraryPrefixes = [
        "PerfMon", "CPerfMon", "Swift", "_", "Foundation", "Dispatch", "Synchronization", "Observation", "Glibc", "Musl", "NIO", "CNIO",
        "Hummingbird", "Vapor", "GRPC", "HTTPTypes", "HTTPAPIs", "Logging", "Metrics", "CoreMetrics", "Tracing", "Instrumentation",
        "ServiceLifecycle", "ServiceContext", "UnixSignals", "Async", "Crypto", "CCrypto", "X509", "Atomics", "Collections",
        "DequeModule", "OrderedCollections", "HashTreeCollections", "InternalCollectionsUtilities", "Algorithms", "Testing", "XCTest",
        "ArgumentParser", "Configuration", "System", "FlyingFox", "FlyingSocks", "PostgresNIO", "Fluent", "Yams", "SQLite",
    ]

    func isApplication(module: String?, file: String?, unitFile: String?, isMainExecutable: Bool) -> Bool {
        if !applicationModules.isEmpty { return module.map(applicationModules.contains) ?? false }
        if let module, Self.libraryPrefixes.contains(where: module.hasPrefix) { return false }
        if let packageDirectory, let file = file ?? unitFile, file.hasPrefix("/") {
            return file.hasPrefix(packageDirectory + "/") && !file.contains("/checkouts/")
        }
        return isMainExecutable && module != nil
    }
}
