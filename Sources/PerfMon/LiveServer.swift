#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Logging
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonStore
internal import PerfMonThreads

/// Answers `perfmon live`: what the server is doing right now, without stopping it.
final class LiveServer: Sendable {
    private let socket: LocalSocketListener

    /// Starts to answer; `nil`, and a line in the log, when that is not possible.
    init?(directory: String, plans: PlanKeeper, logger: Logger) {
        let process = Int(ProcessInfo.processInfo.processIdentifier)
        let path = LocalSocket.path(in: directory, process: process)
        LocalSocket.removeAbandoned(in: directory)
        do {
            socket = try LocalSocketListener(at: path)
        } catch {
            logger.notice("perfmon live will not reach this process", metadata: ["error": "\(error)"])
            return nil
        }
        let socket = socket
        let applicationModules = plans.current.profiling.applicationModules
        let started = WorkerThread.start(name: "perfmon-live") {
            var symbolizer = ProfileSymbolizer(applicationModules: applicationModules)
            socket.serve {
                let snapshot = LiveSnapshot.take(process: process, service: plans.current.service.name, symbolizer: &symbolizer)
                return (try? JSONEncoder().encode(snapshot)).map { [UInt8]($0) } ?? []
            }
        }
        if started != 0 {
            socket.stop()
            return nil
        }
    }

    func stop() { socket.stop() }
}

extension LiveSnapshot {
    /// Looks at all requests in flight.
    static func take(process: Int, service: String, symbolizer: inout ProfileSymbolizer) -> LiveSnapshot {
        var requests: [(age: Duration, request: Request)] = []
        var snapshot = LiveSnapshot(processID: process, service: service, level: Sampler.shared.level.rawValue, requests: [])
        let survey: [SurveyedRequest]
        do {
            survey = try Sampler.shared.survey()
        } catch {
            snapshot.failure = "\(error)"
            return snapshot
        }
        for surveyed in survey {
            let profile = Sampler.shared.profile(of: surveyed.snapshot, symbolizer: &symbolizer)
            let age = surveyed.snapshot.age
            let request = Request(
                method: surveyed.subject?.method ?? "",
                path: surveyed.subject?.path ?? "",
                ageMilliseconds: Int(age.nanoseconds / 1_000_000),
                thresholdMilliseconds: Int((surveyed.subject?.threshold.nanoseconds ?? 0) / 1_000_000),
                tasks: profile.lanes.compactMap { Task($0, in: profile, at: age) },
                discards: profile.sampler.discards
            )
            requests.append((age, request))
        }
        snapshot.requests = requests.sorted { $0.age > $1.age }.map(\.request)
        return snapshot
    }
}

extension LiveSnapshot.Task {
    /// A task that was not seen for longer has ended.
    private static let lastSeen = Duration.milliseconds(500)

    init?(_ lane: Lane, in profile: Profile, at age: Duration) {
        guard let segment = lane.segments.last, age - segment.end < Self.lastSeen else { return nil }
        self.init(
            lane: lane.id,
            parent: lane.parent,
            state: segment.state.rawValue,
            reason: segment.reason?.label,
            sinceMilliseconds: Int((age - segment.start).nanoseconds / 1_000_000),
            stack: profile.stacks[segment.stack].map { LiveSnapshot.Function(profile.frames[$0]) }
        )
    }
}
