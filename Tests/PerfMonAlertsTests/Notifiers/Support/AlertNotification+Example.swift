internal import Foundation
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel

extension AlertNotification {
    /// What a slow request leads to; `text` stands in every field that can come from outside.
    static func example(
        text: String? = nil, route: String? = "/users/{id}", isTest: Bool = false, history: AlertHistory? = nil,
        attachments: [Attachment] = [], problem: String? = nil
    ) -> AlertNotification {
        let frames = ["UserController.show(_:)", "UserRepository.load(id:)", "PostgresClient.query(_:)"].enumerated().map { index, name in
            Frame(
                function: text ?? name, module: text ?? "App", file: text ?? "Sources/App/UserRepository.swift", line: 41 + index,
                origin: .application)
        }
        let start = Date(timeIntervalSince1970: 1_795_361_412.123)
        return AlertNotification(
            id: "ntf-4bf92f3577b34da6",
            fingerprint: "0123456789ab",
            date: start,
            isTest: isTest,
            request: RequestRecord(
                id: text ?? "4bf92f35", start: start, duration: .milliseconds(2310), threshold: .seconds(1), method: text ?? "GET",
                path: text ?? "/users/4711", query: text ?? "expand=orders", route: text ?? route, status: 200, error: text,
                remoteAddress: text ?? "203.0.113.7", requestID: text ?? "c0ffee00-0001",
                traceID: text ?? "4bf92f3577b34da6a3ce929d0e0e4736",
                otherRequestsInFlight: 12),
            verdict: Verdict(
                classification: .awaiting,
                sentence: text ?? "83% of 2.31 s awaiting in UserRepository.load(id:) → PostgresClient.query(_:)",
                hints: [text ?? "UserRepository.load(id:) ran 40×"],
                advice: text ?? "Ask for everything in one call.",
                split: WallTimeSplit(running: .milliseconds(393), suspended: .milliseconds(1917)),
                hotPath: frames.enumerated().map { .init(frame: $1, share: 0.99 - Double($0) / 10, total: .milliseconds(2300)) }),
            slowestFunctions: (frames.reversed() + [frames[0], frames[0], Frame(function: text ?? "Sixth.function()")]).map {
                SlowFunction(frame: $0, own: .milliseconds(1917), total: .milliseconds(2300), runs: 40, state: .suspended)
            },
            callTree: (1...40).map { number in
                "  1.\(number % 10)% " + String(repeating: "  ", count: number % 16) + (text ?? "Step.number\(number)()")
                    + "  App.swift:\(number)"
            },
            environment: HostEnvironment(
                service: text ?? "checkout-api", deployment: text ?? "production", version: text ?? "1.8.2", host: text ?? "web-3",
                processID: 4711, uptime: .seconds(93_780), swiftVersion: "6.3.1", operatingSystem: "Debian", architecture: "x86_64",
                processors: 8, planHash: "0123456789ab"),
            history: history
                ?? AlertHistory(
                    firstSeen: start.addingTimeInterval(-86_400), lastSeen: start, count: 18, suppressed: 17, worst: .milliseconds(2310),
                    lastAlert: start.addingTimeInterval(-7200)),
            reportPaths: [text ?? "/srv/perfmon-reports/20261122T153012.123Z_GET_users-_id_2310ms_4bf92f35.html"],
            attachments: attachments, attachmentProblem: problem)
    }
}

extension Attachment {
    /// Bytes that are no text, with everything that a boundary could be confused by.
    static let archive = Attachment(
        name: "perf_report_GET_users-_id_4bf92f35.zip", mediaType: "application/zip",
        bytes: Array("PK\u{3}\u{4}\r\n--perfmon-\r\n.\r\n".utf8) + Array(0...255) + [UInt8](repeating: 10, count: 3000))
}

/// The settings of a notifier as the configuration file gives them, schema and all.
func notifierSettings(_ type: String, _ keys: [String: Any]) throws -> NotifierSettings {
    let values = try JSONSerialization.data(withJSONObject: keys.merging(["type": type]) { $1 }, options: [.withoutEscapingSlashes])
    let yaml = "version: 1\nservice: { name: shop }\nnotifiers:\n  ops: \(String(decoding: values, as: UTF8.self))\n"
    let plan = try MonitoringPlan.load(yaml: yaml)
    return plan.notifiers[0]
}

/// Made as the delivery makes it.
func notifier(_ type: String, _ keys: [String: Any]) throws -> any Notifier {
    try NotifierRegistry().makeNotifier(notifierSettings(type, keys))
}

/// What `work` throws, if it is a notifier's error.
func notifierError(_ work: () async throws -> Void) async -> NotifierError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? NotifierError ?? NotifierError(.temporary, "another error: \(error)")
    }
}
