internal import PerfMonModel

/// The files that hold the symbols and the debug information of an image, and why one is missing.
///
/// The image's own file, as far as it has them; else a separate debug file that belongs to it.
struct ImageSources {
    /// The image's own file; nil when it cannot be read, or is not the one that was loaded.
    private(set) var image: ELFFile?
    /// Where functions have names.
    private(set) var symbols: ELFFile?
    /// Where lines and inlined functions are.
    private(set) var debugInformation: ELFFile?
    /// Where the debug file is that is used.
    private(set) var debugFilePath: String?
    /// Why functions have no names; nil when they have.
    private(set) var namesCause: SymbolGap.Cause?
    /// Why lines are not known; nil when they are.
    private(set) var linesCause: SymbolGap.Cause?
    /// Why inlined functions are not known although lines are; nil when they are.
    private(set) var inlinedFunctionsCause: SymbolGap.Cause?
    /// The name under which a debug file next to the image would be found.
    private(set) var expectedDebugFile: String?

    /// Opens the file at `path`, of an image that was loaded from `origin`.
    ///
    /// With the `loadBias` of an image of this process, and its build id as far as that is known, a file that is not the one loaded is left aside: names of
    /// another build would be wrong ones. Of a `systemLibrary`, names are enough: lines inside the C library help nobody, and to read
    /// its debug information takes some 100 MB.
    init(
        path: String, origin: String, loadBias: UInt64?, buildIdentifier: [UInt8] = [], isSystemLibrary: Bool = false,
        debugDirectory: String = DebugFileSearch.globalDirectory
    ) {
        if let opened = ELFFile(path: path) {
            if let loadBias, BuildIdentifier.differs(opened, fromImageAt: loadBias, identifier: buildIdentifier) {
                lack(.replaced)
            } else {
                read(opened, origin: origin, isSystemLibrary: isSystemLibrary, debugDirectory: debugDirectory)
            }
        } else {
            lack(.unreadable)
        }
    }

    private mutating func read(_ opened: ELFFile, origin: String, isSystemLibrary: Bool, debugDirectory: String) {
        image = opened
        if Self.hasSymbols(opened) { symbols = opened }
        if DebugSections(opened) != nil { debugInformation = opened }
        guard symbols == nil || debugInformation == nil else { return checkReferences() }

        let search = DebugFileSearch(of: opened, at: origin, globalDirectory: debugDirectory)
        expectedDebugFile = search.expectedName
        if let debugFile = search.file {
            if symbols == nil, Self.hasSymbols(debugFile) { symbols = debugFile }
            if debugInformation == nil, !isSystemLibrary, DebugSections(debugFile) != nil { debugInformation = debugFile }
            debugFilePath = symbols === debugFile || debugInformation === debugFile ? search.path : nil
        }
        if symbols == nil { namesCause = search.cause ?? .stripped }
        if debugInformation == nil {
            let compressed = [opened, search.file].compactMap { $0.flatMap(Self.unreadableCompression) }.first
            linesCause = compressed ?? search.cause ?? .noDebugInformation
        }
        checkReferences()
    }

    private mutating func lack(_ cause: SymbolGap.Cause) {
        namesCause = cause
        linesCause = cause
    }

    private mutating func checkReferences() {
        guard let debugInformation else { return }
        if debugInformation.section(".gnu_debugaltlink") != nil || debugInformation.section(".debug_sup") != nil {
            inlinedFunctionsCause = .supplementaryFile
        }
    }

    private static func hasSymbols(_ file: ELFFile) -> Bool {
        file.section(ofKind: ELFSection.Kind.symbolTable).map(file.isReadable) ?? false
    }

    /// Why debug information that is there cannot be read.
    private static func unreadableCompression(_ file: ELFFile) -> SymbolGap.Cause? {
        for name in DebugSections.required {
            guard let section = file.section(name.rawValue), section.isPresent, !file.isReadable(section) else { continue }
            return file.compressionHeader(of: section)?.method == .zstandard ? .zstandard : .unreadableCompression
        }
        return nil
    }

    /// What is not known of an image of this name: at most one gap for each cause.
    func gap(_ missing: SymbolGap.Missing, image name: String, isExecutable: Bool) -> SymbolGap? {
        let cause =
            switch missing {
            case .names: namesCause
            case .lines: linesCause
            case .inlinedFunctions: inlinedFunctionsCause
            }
        return cause.map {
            SymbolGap(image: name, isExecutable: isExecutable, missing: missing, cause: $0, debugFile: expectedDebugFile)
        }
    }
}
