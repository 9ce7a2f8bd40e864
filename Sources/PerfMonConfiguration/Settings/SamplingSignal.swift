/// The signal that asks running threads what they do.
public enum SamplingSignal: Sendable, Hashable {
    /// SIGPROF, or a real-time signal nobody uses where another profiler has that.
    case automatic
    /// SIGPROF and no other.
    case profiling
    /// The real-time signal so many above the lowest one, and no other.
    case realTime(Int)

    /// The largest distance from the lowest real-time signal.
    static let highestRealTime = 30

    /// Reads `auto`, `SIGPROF`, `SIGRTMIN` or `SIGRTMIN+n`.
    init?(_ text: String) {
        let base = "SIGRTMIN"
        switch text {
        case "auto": self = .automatic
        case "SIGPROF": self = .profiling
        case base: self = .realTime(0)
        default:
            guard text.hasPrefix("\(base)+"), let offset = Int(text.dropFirst(base.count + 1)), 1...Self.highestRealTime ~= offset
            else { return nil }
            self = .realTime(offset)
        }
    }
}
