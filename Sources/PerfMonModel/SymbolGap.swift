/// What a profile cannot say about the code of one executable or library, because its file does not hold it.
public struct SymbolGap: Sendable, Hashable, Codable {
    /// What is not known.
    public enum Missing: String, Sendable, Hashable, Codable {
        /// The names of functions, and with them all else.
        case names
        /// Source files, lines and inlined functions.
        case lines
        /// Inlined functions.
        case inlinedFunctions
    }

    /// Why it is not known.
    public enum Cause: String, Sendable, Hashable, Codable {
        /// The file has no symbol table.
        case stripped
        /// The file has no debug information.
        case noDebugInformation
        /// The debug file that the image names is at none of the usual places.
        case debugFileNotFound
        /// A file of the debug file's name is not the one that was meant: its CRC-32 differs.
        case debugFileChecksum
        /// A file of the debug file's name belongs to another build: its build identifier differs.
        case debugFileOfOtherBuild
        /// A file of the debug file's name is no ELF file, or is damaged.
        case debugFileUnreadable
        /// The debug information is compressed with Zstandard, which is not read.
        case zstandard
        /// The debug information is compressed in a way, or to a size, that is not read.
        case unreadableCompression
        /// The debug information was left in `.dwo` files, which are not read.
        case splitUnits
        /// A part of the debug information was moved to a file shared by several, which is not read.
        case supplementaryFile
        /// The file is another one than the process was started with.
        case replaced
        /// The file cannot be read.
        case unreadable
    }

    /// The file's name, such as `shop` or `libshop.so`.
    public var image: String
    /// Whether this is the program itself, not a library.
    public var isExecutable: Bool
    /// What is not known.
    public var missing: Missing
    /// Why.
    public var cause: Cause
    /// The debug file that would help: the name it has to have next to the image; `nil` when none would be found.
    public var debugFile: String?

    /// Creates a gap.
    public init(image: String, isExecutable: Bool, missing: Missing, cause: Cause, debugFile: String? = nil) {
        self.image = image
        self.isExecutable = isExecutable
        self.missing = missing
        self.cause = cause
        self.debugFile = debugFile
    }
}
