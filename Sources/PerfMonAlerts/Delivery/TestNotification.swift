#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import PerfMonModel

/// A slow request that never was, to prove that notifications arrive.
package enum TestNotification {
    package static func incident(service: String, deployment: String, host: String, process: Int, plan hash: String) -> Incident {
        let duration = Duration.milliseconds(1234)
        let frame = Frame(function: "perfmonTest()", module: "perfmon", origin: .application)
        // Always eight digits.
        let number = String(UInt64(1) << 32 | UInt64(UInt32.random(in: .min ... .max)), radix: 16).dropFirst()
        let request = RequestRecord(
            id: String(number),
            start: Date(timeIntervalSinceNow: -1.234), duration: duration, threshold: .seconds(1), method: "GET",
            path: "/perfmon/test", route: "/perfmon/test", status: 200)
        let sampler = SamplerSummary(level: .timingsOnly, limitation: "this is a test", interval: .milliseconds(10))
        return Incident(
            request: request,
            profile: Profile(duration: duration, frames: [], stacks: [], lanes: [], sampler: sampler),
            callTree: CallNode(frame: frame, total: duration),
            verdict: Verdict(
                classification: .insufficientData,
                sentence: "this is a test of perfmon's notifications; no request was slow",
                advice: "nothing is to be done",
                split: WallTimeSplit(notSampled: duration),
                hotPath: [Verdict.HotPathEntry(frame: frame, share: 1, total: duration)]),
            environment: HostEnvironment(
                service: service, deployment: deployment, host: host, processID: process, uptime: .zero, swiftVersion: "",
                operatingSystem: "", architecture: "", processors: 1, planHash: hash)
        )
    }
}
