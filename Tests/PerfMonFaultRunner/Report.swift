internal import PerfMonModel
internal import PerfMonProfiling
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

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
        let deadline = Sampler.now() + 20_000_000_000
        while Sampler.now() < deadline {
            if let report = Sampler.shared.report {
                say(report)
                return report
            }
            usleep(500)
        }
        throw Fault("the sampler did not start")
    }
}

func say(_ report: SamplerReport) {
    say("level: \(report.level.rawValue)")
    say("memory: \(report.readers.memory)")
    say("limitation: \(report.limitation ?? "none")")
}
