/// Which request headers a report shows, as far as it has been said. `nil` falls back to the next section, in the end
/// to the default.
public struct HeaderOptions: Sendable, Hashable {
    /// Which headers.
    public enum Names: Sendable, Hashable {
        /// ``HeaderPolicy/standardNames``.
        case standard
        /// These, in this order.
        case list([String])
    }

    /// Whether headers are captured at all. Default: `true`.
    public var isCaptured: Bool?
    /// Which headers. Default: the standard ones.
    public var names: Names?
    /// Headers whose values are shown as `[redacted]`. Default: ``HeaderPolicy/standardRedactions``.
    public var redact: [String]?
    /// Longer values are cut to this many characters. Default: 500.
    public var maxValueLength: Int?

    /// Creates options of which none is set.
    public init() {}

    func falling(backTo base: HeaderOptions) -> HeaderOptions {
        var merged = HeaderOptions()
        merged.isCaptured = isCaptured ?? base.isCaptured
        merged.names = names ?? base.names
        merged.redact = redact ?? base.redact
        merged.maxValueLength = maxValueLength ?? base.maxValueLength
        return merged
    }
}
