/// Why a report, or the directory for reports, cannot be written. Its description says where, why, and what to do.
public struct ReportDirectoryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, for programs.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case invalidPath, notADirectory, untrusted, permissionDenied, readOnlyFileSystem, noSpace, tooLarge
            case invalidName, nameExists, systemError
        }

        private let value: Value

        /// The path is empty, too long, or contains a NUL character.
        public static let invalidPath = Code(value: .invalidPath)
        /// Something that is not a directory is in the way.
        public static let notADirectory = Code(value: .notADirectory)
        /// Someone else could read, replace or redirect the reports.
        public static let untrusted = Code(value: .untrusted)
        /// The user that runs the process may not write there.
        public static let permissionDenied = Code(value: .permissionDenied)
        /// The file system is mounted read-only.
        public static let readOnlyFileSystem = Code(value: .readOnlyFileSystem)
        /// The file system or the user's quota is full.
        public static let noSpace = Code(value: .noSpace)
        /// The report is larger than the process may write (`ulimit -f`).
        public static let tooLarge = Code(value: .tooLarge)
        /// The report's name is not allowed.
        public static let invalidName = Code(value: .invalidName)
        /// A report of that name exists.
        public static let nameExists = Code(value: .nameExists)
        /// Another failure of the operating system.
        public static let systemError = Code(value: .systemError)

        /// The code's name.
        public var description: String { value.rawValue }
    }

    /// What went wrong, for programs.
    public var code: Code
    /// The directory or file it went wrong with.
    public var path: String
    /// The cause and the remedy.
    public var message: String

    /// Place, cause and remedy in one line.
    public var description: String { "cannot write to \(path): \(message)" }

    init(_ code: Code, at path: String, message: String) {
        self.code = code
        self.path = path
        self.message = message
    }
}
