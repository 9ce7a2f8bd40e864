internal import Foundation
internal import PerfMonModel
internal import PerfMonReporting

extension Incident {
    /// An incident with `text` in every field that can come from outside.
    static func hostile(_ text: String) -> Incident {
        let application = Frame(function: text + "1", module: text, file: text, line: 1, origin: .application)
        let library = Frame(function: text + "2", module: text, file: nil, line: nil, origin: .library)
        let other = Frame(function: text + "3", module: text, origin: .application)
        var builder = ProfileBuilder(duration: 2000)
        builder.lane(
            to: 2000,
            [
                (0, 1200, [library, library, library, application, library], .suspended, .actor(text)),
                (1200, 1500, [application, other], .blocked, .systemCall(text)),
                (1500, 2000, [application], .suspended, .child(lane: 1)),
            ]
        )
        builder.lane(1, parent: 0, from: 1500, to: 2000, [(1500, 2000, [other], .running, nil)])
        let profile = builder.profile(level: .threadsOnly, limitation: text)
        let (callTree, verdict) = IncidentAnalysis.analyze(profile)
        return Incident(
            request: RequestRecord(
                id: text, start: Date(timeIntervalSince1970: 0), duration: profile.duration, threshold: .seconds(1),
                method: text, path: text, query: text, route: text, status: nil, error: text, responseSize: 1, requestSize: 1,
                remoteAddress: text, requestID: text, traceID: text, headers: [.init(name: text, value: text)], hiddenHeaders: 1
            ),
            profile: profile,
            callTree: callTree,
            verdict: verdict,
            environment: HostEnvironment(
                service: text, deployment: text, version: text, tags: [text: text], host: text, processID: -1, uptime: .zero,
                swiftVersion: text,
                operatingSystem: text, architecture: text, processors: 1, processorLimit: .nan, loadAverage: .infinity,
                residentBytes: -1, threads: 0, planHash: text
            )
        )
    }
}
