#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import PerfMonAlerts
internal import PerfMonModel

extension AlertNotification {
    /// A notification as it might be in real life.
    public static let sample = SampleNotification.make()
}

/// Notifications that a notifier must cope with.
enum SampleNotification {
    static let all: [(String, AlertNotification)] = [
        ("an ordinary notification", .sample),
        ("a test", make(isTest: true)),
        ("an attachment", make(attachments: [Attachment(name: "report.zip", mediaType: "application/zip", bytes: Array(0...255))])),
        ("an attachment that is missing", make(problem: "not attached, because too large: report.html")),
        ("line breaks and control characters", make("a\r\nBcc: x@example.com\n\u{0}\u{1B}[31m\u{202E}")),
        ("mark-up and mentions", make("</script><!channel> @everyone `*_~|[x](y) <@U1> &amp;")),
        ("an empty text", make("")),
        ("a very long text", make(String(repeating: "🐢", count: 50_000))),
    ]

    static func make(
        _ text: String = "UserRepository.load(id:)", isTest: Bool = false, attachments: [Attachment] = [], problem: String? = nil
    ) -> AlertNotification {
        let date = Date(timeIntervalSince1970: 1_800_000_000)
        let duration = Duration.milliseconds(2310)
        let frame = Frame(function: text, module: "Shop", file: "Sources/Shop/\(text).swift", line: 41)
        return AlertNotification(
            id: "0a1b2c3d-4e5f60718293",
            fingerprint: "4e5f60718293",
            date: date,
            isTest: isTest,
            request: RequestRecord(
                id: "0a1b2c3d", start: date, duration: duration, threshold: .seconds(1), method: "GET", path: "/users/\(text)",
                query: text, route: "/users/{id}", status: 200,
                headers: [RequestRecord.Header(name: "User-Agent", value: text)]),
            verdict: Verdict(
                classification: .awaiting,
                sentence: "83% of 2.31 s awaiting in \(text)",
                advice: "look at the callee",
                split: WallTimeSplit(running: duration - .seconds(2), suspended: .seconds(2)),
                hotPath: [Verdict.HotPathEntry(frame: frame, share: 0.83, total: .milliseconds(1917))]),
            slowestFunctions: [
                SlowFunction(frame: frame, own: .zero, total: .milliseconds(1917), runs: 40, state: .suspended)
            ],
            callTree: ["100% GET /users/{id}", " 83%   \(text)"],
            environment: HostEnvironment(
                service: text, deployment: "production", host: "web-1", processID: 1, uptime: .seconds(60), swiftVersion: "6.2",
                operatingSystem: "Linux", architecture: "x86_64", processors: 2, planHash: "000000000000"),
            history: AlertHistory(firstSeen: date - 60, lastSeen: date, count: 18, suppressed: 17, worst: duration, lastAlert: date - 50),
            reportPaths: ["/srv/shop/perfmon-reports/report.html"],
            attachments: attachments,
            attachmentProblem: problem
        )
    }
}
