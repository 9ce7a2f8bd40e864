package import PerfMonConfiguration

extension RetrySettings {
    /// The wait before the try after `tries`, 1 or more: exponential, and spread by jitter so that many senders do not come back
    /// at the same moment.
    ///
    /// - Parameter random: From -1 to 1.
    package func delay(afterTries tries: Int, random: Double = 0) -> Duration {
        var delay = initialDelay.inSeconds
        let longest = maxDelay.inSeconds
        for _ in 1..<max(tries, 1) where delay < longest { delay *= max(1, multiplier) }
        let spread = 1 + min(max(jitter, 0), 1) * min(max(random, -1), 1)
        return .seconds(min(min(delay, longest) * spread, longest))
    }
}
