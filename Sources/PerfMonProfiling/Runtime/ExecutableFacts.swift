/// What an executable file brings for its profiles.
package struct ExecutableFacts: Sendable {
    /// Where the file's debug information is.
    package enum DebugInformation: Sendable, Equatable {
        case inFile
        /// Split off into a file of this name, which may have been found.
        case split(name: String, path: String?)
        case compressed
        case none
    }

    /// Where unwinding tables are looked up; without it, only frame pointers lead through the stack.
    package let hasUnwindTable: Bool
    /// Functions that have names; 0 for a stripped file.
    package let namedFunctions: Int
    package let debugInformation: DebugInformation
    /// The share of Swift functions that begin by keeping a frame pointer; `nil` when there are none with names.
    package let framePointers: Double?
    /// Whether the Swift runtime is part of the file.
    package let hasOwnRuntime: Bool

    /// The running program's own file, wherever it lies.
    package static let ownPath = MainExecutable.link

    /// Reads the facts of the file at `path`; `nil` when that is not a 64-bit ELF file.
    package init?(path: String) {
        guard let file = ELFFile(path: path) else { return nil }
        hasUnwindTable = file.section(".eh_frame_hdr") != nil
        debugInformation = Self.debugInformation(of: file, at: path)
        let prologues = FunctionPrologues(file)
        namedFunctions = prologues.functions
        framePointers = prologues.framePointers
        hasOwnRuntime = prologues.hasRuntime
    }

    private static func debugInformation(of file: ELFFile, at path: String) -> DebugInformation {
        if let section = file.section(DebugSections.Name.information.rawValue) {
            return section.isReadable ? .inFile : .compressed
        }
        guard let section = file.section(".gnu_debuglink"), let name = file.string(in: section, at: 0), !name.isEmpty else {
            return .none
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let places = ["\(directory)\(name)", "\(directory).debug/\(name)", "/usr/lib/debug\(directory)\(name)"]
        return .split(name: name, path: places.first { ELFFile(path: $0) != nil })
    }
}
