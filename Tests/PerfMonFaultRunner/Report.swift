internal import PerfMonModel
internal import PerfMonProfiling

extension Scenario {
    /// Starts the sampler and says what it can do.
    static let report = Scenario(name: "report") {
        let report = try startedSampler()
        say("self-test: \(report.runtime.duration)")
    }

    /// Starts the sampler and waits for it on this plain thread. Prints the level, the readers and what is missing.
    @discardableResult
    static func startedSampler() throws -> SamplerReport {
        Sampler.shared.start(Sampler.Options(interval: .milliseconds(1)))
        guard let report = Sampler.shared.waitForReport(patience: .seconds(20)) else { throw Fault("the sampler did not start") }
        say(report)
        return report
    }
}

func say(_ report: SamplerReport) {
    say("level: \(report.level.rawValue)")
    say("memory: \(report.readers.memory)")
    say("limitation: \(report.limitation ?? "none")")
}
