/// Where a command writes to, and what it may assume about it.
public struct Terminal: Sendable {
    /// Writes text meant for the caller.
    public var output: @Sendable (String) -> Void
    /// Writes text about the command itself.
    public var error: @Sendable (String) -> Void
    /// Whether a person reads along in a terminal that shows colours.
    public var showsColors: Bool

    /// Creates a terminal.
    public init(output: @escaping @Sendable (String) -> Void, error: @escaping @Sendable (String) -> Void, showsColors: Bool) {
        self.output = output
        self.error = error
        self.showsColors = showsColors
    }
}
