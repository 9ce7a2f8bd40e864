package import PerfMonModel

/// A gap in words: what is not known and why, and how to keep it.
package struct SymbolGapText {
    private let gap: SymbolGap

    package init(_ gap: SymbolGap) {
        self.gap = gap
    }

    /// Such as ``functions of `shop` have no names: the executable is stripped; keep the symbol table …``
    package var sentence: String { "\(finding); \(remedy)" }

    /// What is not known, and why.
    package var finding: String {
        let missing =
            switch gap.missing {
            case .names: "functions of `\(gap.image)` have no names"
            case .lines: "functions of `\(gap.image)` have no files and lines"
            case .inlinedFunctions: "functions inlined in `\(gap.image)` are not all shown"
            }
        return "\(missing): \(cause)"
    }

    private var kind: String { gap.isExecutable ? "executable" : "library" }
    private var debugFile: String { gap.debugFile ?? "\(gap.image).debug" }

    private var cause: String {
        switch gap.cause {
        case .stripped: "the \(kind) is stripped"
        case .noDebugInformation: "the \(kind) has no debug information"
        case .debugFileNotFound: "they are in \(debugFile), which was not found"
        case .debugFileChecksum: "the \(debugFile) that was found is not the file that was split off (its CRC-32 differs)"
        case .debugFileOfOtherBuild: "the debug file that was found belongs to another build (its build id differs)"
        case .debugFileUnreadable: "the \(debugFile) that was found is no ELF file, or is damaged"
        case .zstandard: "the debug information is compressed with zstd, which is not read"
        case .unreadableCompression: "the debug information is compressed in a way that is not read"
        case .splitUnits: "a part of the debug information is in .dwo files, which are not read"
        case .supplementaryFile: "a part of the debug information was moved to a shared file by dwz, which is not read"
        case .replaced: "its file is not the one that the process was started with"
        case .unreadable: "its file cannot be read"
        }
    }

    /// How to keep it.
    package var remedy: String {
        switch gap.cause {
        case .stripped where gap.missing == .names:
            gap.isExecutable
                ? "keep the symbol table (do not pass `-Xlinker -s`, do not run `strip`), or \(splitOff)"
                : "keep its symbol table, install its debug symbols, or \(splitOff)"
        case .stripped, .noDebugInformation:
            gap.isExecutable
                ? "keep the debug information (build with `-g`, as SwiftPM does, do not run `strip`), or \(splitOff)"
                : "install its debug symbols, or \(splitOff)"
        case .debugFileNotFound where !gap.isExecutable: "install its debug symbols"
        case .debugFileNotFound: "put \(debugFile) next to it, into .debug beside it, or into /usr/lib/debug"
        case .debugFileChecksum, .debugFileOfOtherBuild, .debugFileUnreadable:
            "put the \(debugFile) of the same build next to it"
        case .zstandard, .unreadableCompression:
            "compress with zlib (`objcopy --compress-debug-sections=zlib`), or not at all (`--decompress-debug-sections`)"
        case .splitUnits: "build without `-gsplit-dwarf`"
        case .supplementaryFile: "leave out `dwz`, or its option `-m`"
        case .replaced: "restart the process"
        case .unreadable: "leave it where it is, readable for the server's user"
        }
    }

    /// A file without a build id is found only by the name and the checksum that the executable holds.
    private var splitOff: String {
        gap.debugFile.map { "put \($0) next to it" }
            ?? "split it off with `objcopy --only-keep-debug`, and name it with `--add-gnu-debuglink`"
    }
}
