/// Text that must not be shown. Its description is `[redacted]`, however it is printed.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Wraps a text.
    public init(_ value: String) {
        self.value = value
    }

    /// The text itself, for the one place that sends it.
    public func reveal() -> String { value }

    /// `[redacted]`
    public var description: String { "[redacted]" }
    /// `[redacted]`
    public var debugDescription: String { "[redacted]" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
