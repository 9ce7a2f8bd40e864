/// What the process tells its caller.
public enum CommandStatus: Int32, Sendable {
    /// Everything is in order.
    case success = 0
    /// The configuration has errors, or warnings under `--strict`.
    case invalid = 1
    /// Wrong usage, or a file that cannot be read or written.
    case trouble = 2
}
