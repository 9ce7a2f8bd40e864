package import PerfMonModel

/// What an executable file brings for its profiles.
package struct ExecutableFacts: Sendable {
    /// Where unwinding tables are looked up; without it, only frame pointers lead through the stack.
    package let hasUnwindTable: Bool
    /// Functions that have names; 0 for a stripped file.
    package let namedFunctions: Int
    /// The separate debug file that names or lines come from.
    package let debugFile: String?
    /// Why functions have no names, and why they have no files and lines.
    package let namesGap: SymbolGap?, linesGap: SymbolGap?
    /// Why inlined functions are not shown although lines are.
    package let inlinedFunctionsGap: SymbolGap?
    /// The share of Swift functions that begin by keeping a frame pointer; `nil` when there are none with names.
    package let framePointers: Double?
    /// Whether the Swift runtime is part of the file.
    package let hasOwnRuntime: Bool

    /// The running program's own file, wherever it lies.
    package static let ownPath = MainExecutable.link

    /// Reads the facts of the file at `path`; `nil` when that is not a 64-bit ELF file.
    ///
    /// The debug file is looked for where reports look for it; `debugDirectory` is where the system keeps such files.
    package init?(path: String, debugDirectory: String = "/usr/lib/debug") {
        let ownPath = path == Self.ownPath ? MainExecutable.path() : nil
        let origin = ownPath ?? RealPath.of(path) ?? path
        let sources = ImageSources(path: path, origin: origin, loadBias: nil, debugDirectory: debugDirectory)
        guard let file = sources.image else { return nil }
        hasUnwindTable = file.section(".eh_frame_hdr") != nil
        let name = String(origin[(origin.lastIndex(of: "/").map(origin.index(after:)) ?? origin.startIndex)...])
        debugFile = sources.debugFilePath
        namesGap = sources.gap(.names, image: name, isExecutable: true)
        linesGap = sources.gap(.lines, image: name, isExecutable: true)
        let hasSplitUnits = sources.debugInformation.flatMap(DebugInformation.init)?.hasSplitUnits ?? false
        inlinedFunctionsGap =
            hasSplitUnits
            ? SymbolGap(image: name, isExecutable: true, missing: .inlinedFunctions, cause: .splitUnits)
            : sources.gap(.inlinedFunctions, image: name, isExecutable: true)
        let prologues = FunctionPrologues(symbols: sources.symbols, code: file)
        namedFunctions = prologues.functions
        framePointers = prologues.framePointers
        hasOwnRuntime = prologues.hasRuntime
    }
}
