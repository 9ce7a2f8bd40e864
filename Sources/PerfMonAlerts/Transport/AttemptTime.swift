/// The time of one try, shared out so that a slow report does not keep the message from being sent.
struct AttemptTime: Sendable {
    /// What delivery allows for the try that is under way; `nil` outside of it.
    @TaskLocal static var allowed: Duration?

    private let start = ContinuousClock.now
    private let whole: Duration

    /// - Parameter settings: Their timeout counts when it is shorter than what delivery allows.
    init(_ settings: TransportSettings) {
        whole = min(settings.timeout, Self.allowed ?? settings.timeout)
    }

    /// When this share of the time is over.
    func end(ofShare share: Double) -> ContinuousClock.Instant { start + whole * share }
}
