import Foundation
import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
import Testing

/// Values that a test changes where it matters.
enum Samples {
    static func request(
        _ method: String = "GET", _ path: String = "/users/42", route: String? = "/users/{id}", status: Int? = 200,
        took duration: Duration = .seconds(2), id: String = "0a1b2c3d"
    ) -> RequestRecord {
        RequestRecord(
            id: id, start: Date(timeIntervalSince1970: 1_800_000_000), duration: duration, threshold: .seconds(1), method: method,
            path: path, route: route, status: status)
    }

    static func incident(_ request: RequestRecord = request()) -> Incident {
        let profile = Profile(
            duration: request.duration, frames: [], stacks: [], lanes: [],
            sampler: SamplerSummary(level: .full, interval: .milliseconds(10)))
        let split = WallTimeSplit(notSampled: request.duration)
        return Incident(
            request: request, profile: profile,
            callTree: CallNode(frame: Frame(function: "(request)", origin: .synthetic), total: request.duration),
            verdict: Verdict(classification: .insufficientData, sentence: "too few samples", advice: "none", split: split, hotPath: []),
            environment: environment)
    }

    static let environment = HostEnvironment(
        service: "shop", deployment: "test", host: "host", processID: 1, uptime: .zero, swiftVersion: "6", operatingSystem: "Linux",
        architecture: "x86_64", processors: 2, planHash: "000000000000")

    static func plan(_ yaml: String) throws -> MonitoringPlan {
        try .load(yaml: "version: 1\nservice: { name: shop }\n" + yaml)
    }

    static func candidate(
        _ request: RequestRecord = request(), plan: MonitoringPlan, host: String? = nil
    ) throws -> AlertCandidate {
        let policy = try #require(plan.policy(method: request.method, path: request.path, host: host))
        return AlertCandidate(request: request, host: host, service: plan.service, policy: policy)
    }

    static func notification(_ id: String) -> AlertNotification {
        let date = Date(timeIntervalSince1970: 1_800_000_000)
        let incident = incident()
        return AlertNotification(
            id: id, fingerprint: "000000000000", date: date, request: incident.request, verdict: incident.verdict,
            environment: environment, history: AlertHistory(firstSeen: date, lastSeen: date, worst: .seconds(2)))
    }
}
