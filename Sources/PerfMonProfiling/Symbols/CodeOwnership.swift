/// Tells the application's own code from that of libraries.
///
/// With modules named in the configuration, those are the application and nothing else is. Otherwise, in this order:
/// 1. perfmon's own modules and those of the toolchain are libraries, wherever they were compiled;
/// 2. code is the application's when its source file (or, where that is unknown, the file of its compilation unit) lies
///    in the directory that the main executable's package was compiled in, and not in SwiftPM's `checkouts` below it;
/// 3. without any file, as in a stripped executable, Swift code of the main executable is the application's unless its
///    module is that of a well-known package.
struct CodeOwnership {
    var applicationModules: Set<String>
    /// The directory the main executable's package was compiled in; nil when it does not say.
    var packageDirectory: String?

    func isApplication(module: String?, file: String?, unitFile: String?, isMainExecutable: Bool) -> Bool {
        if !applicationModules.isEmpty { return module.map(applicationModules.contains) ?? false }
        if let module, KnownModules.isAlwaysLibrary(module) { return false }
        if let packageDirectory, let file = file ?? unitFile, file.hasPrefix("/") {
            return file.hasPrefix(packageDirectory + "/") && !file.contains("/checkouts/")
        }
        guard isMainExecutable, let module else { return false }
        return !KnownModules.isPackage(module)
    }
}
