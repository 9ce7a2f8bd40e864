/// Where a diagnostic points to.
public enum Place: Sendable {
    /// Text of the configuration file.
    case file(SourceRange)
    /// An environment variable. `value` is what to show of it; `nil` when the value must not be shown.
    case environment(name: String, value: String?)
    /// Only the setting's path is known.
    case unknown
}

/// A range of bytes in a file, with the line and column of both ends.
public struct SourceRange: Sendable, Hashable {
    /// A line and a column, both counted from 1; a column is a Unicode code point.
    public struct Position: Sendable, Hashable {
        /// The line, from 1.
        public var line: Int
        /// The column in code points, from 1.
        public var column: Int
    }

    /// The file's name as the user gave it.
    public var file: String
    /// Offsets into the file's bytes.
    public var bytes: Range<Int>
    /// Where the range begins.
    public var start: Position
    /// Just behind the range.
    public var end: Position
}
