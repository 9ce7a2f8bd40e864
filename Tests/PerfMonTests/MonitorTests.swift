import Foundation
import Logging
import PerfMon
import PerfMonConfiguration
import PerfMonModel
import Synchronization
import Testing

struct MonitorTests {
    /// Collects what a monitor reports.
    private final class Incidents: Sendable {
        private let values = Mutex<[Incident]>([])
        var all: [Incident] { values.withLock { $0 } }
        /// On a busy machine a request may run for so long that it is reported meanwhile, too.
        func add(_ incident: Incident) { if !incident.request.isRunning { values.withLock { $0.append(incident) } } }
    }

    private let directory: TemporaryDirectory
    private let incidents = Incidents()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A monitor for which every request is slow.
    private func monitor(_ more: String = "", threshold: String = "{ default: 1ns }") throws -> Monitor {
        let yaml = """
            version: 1
            service: { name: test }
            thresholds: \(threshold)
            reports: { path: \(directory.path)/reports }
            \(more)
            """
        return try Monitor(plan: .load(yaml: yaml), onIncident: { [incidents] in incidents.add($0) })
    }

    @Test func aSlowRequestLeavesItsReports() async throws {
        let monitor = try monitor()
        let request = try #require(monitor.begin(method: "GET", path: "/users/42"))
        request.finish { RequestDetails(query: "page=2&token=s3cr3t", route: "/users/{id}", status: 200) }
        await monitor.waitForReports()

        let incident = try #require(incidents.all.first)
        #expect(incident.request.route == "/users/{id}" && incident.request.path == "/users/42" && incident.request.status == 200)
        #expect(incident.verdict.split.total == incident.request.duration)
        let files = try directory.files("reports")
        #expect(files.count == 2 && files.allSatisfy { $0.contains("_GET_users-_id_") || $0.contains("_GET_users-") })
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory.path)/reports/\(file)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let text = try directory.text("reports/\(file)")
            #expect(!text.contains("s3cr3t") && text.contains("/users/42"))
        }
    }

    @Test func aFastRequestLeavesNothing() async throws {
        let monitor = try monitor(threshold: "{ default: 1h }")
        try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails() }
        await monitor.waitForReports()
        #expect(incidents.all.isEmpty)
        #expect(try directory.files("reports").isEmpty)
    }

    @Test func aStatusCanHaveItsOwnThreshold() async throws {
        let monitor = try monitor(threshold: "{ default: 1h, by_status: { 5xx: 0s, 404: 2h } }")
        for status in [200, 500, 404, 503] {
            try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails(status: status) }
        }
        try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails() }
        await monitor.waitForReports()
        #expect(incidents.all.map(\.request.status) == [500, 503])
        #expect(incidents.all.allSatisfy { $0.request.threshold == .zero })
    }

    @Test func detailsAreAskedForOnlyWhenSlow() throws {
        let monitor = try monitor(threshold: "{ default: 1h }")
        let request = try #require(monitor.begin(method: "GET", path: "/"))
        request.finish {
            Issue.record("a fast request was described")
            return RequestDetails()
        }
    }

    @Test func anExcludedPathIsNotMonitored() async throws {
        let monitor = try monitor("urls: { exclude: [/health, /static/*] }")
        #expect(monitor.begin(method: "GET", path: "/health") == nil)
        #expect(monitor.begin(method: "GET", path: "/static/app.js") == nil)
        #expect(monitor.begin(method: "GET", path: "/healthy") != nil)
        await monitor.waitForReports()
    }

    @Test func finishingTwiceCountsOnce() async throws {
        let monitor = try monitor()
        let request = try #require(monitor.begin(method: "GET", path: "/"))
        await withTaskGroup(of: Void.self) { group in
            for status in 200..<216 { group.addTask { request.finish { RequestDetails(status: status) } } }
        }
        await monitor.waitForReports()
        #expect(incidents.all.count == 1)
    }

    @Test func aDroppedRequestEndsWithWhatWasSaid() async throws {
        let monitor = try monitor()
        try #require(monitor.begin(method: "GET", path: "/")).describe { RequestDetails(status: 206) }
        await monitor.waitForReports()
        #expect(incidents.all.map(\.request.status) == [206])
    }

    @Test func errorsAreShown() async throws {
        struct Failure: Error, CustomStringConvertible { let description = "no <database>" }
        let monitor = try monitor()
        try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails(status: 500, error: Failure()) }
        await monitor.waitForReports()
        #expect(incidents.all.first?.request.error == "no <database>")
        let html = try directory.files("reports").first { $0.hasSuffix(".html") }
        #expect(try !directory.text("reports/\(#require(html))").contains("no <database>"))
    }

    @Test func secretHeadersNeverReachAReport() async throws {
        let secret = "s\(UInt64.random(in: .min ... .max))"
        let monitor = try monitor("headers: { names: [authorization, cookie, x-api-key, user-agent] }")
        try #require(monitor.begin(method: "GET", path: "/")).finish {
            RequestDetails(
                query: "api_key=\(secret)&password=\(secret)&q=shoes",
                headers: [
                    ("Authorization", "Bearer \(secret)"), ("Cookie", "session=\(secret)"), ("X-Api-Key", secret),
                    ("User-Agent", "test"), ("X-Other", secret),
                ]
            )
        }
        await monitor.waitForReports()
        let files = try directory.files("reports")
        #expect(files.count == 2)
        for file in files {
            let text = try directory.text("reports/\(file)")
            #expect(!text.contains(secret) && text.contains("shoes"))
        }
        #expect(incidents.all.first?.request.hiddenHeaders == 1)
    }

    @Test func theTraceIdentifierIsReadFromTraceparent() async throws {
        let monitor = try monitor()
        let valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        for header in [valid, "00-0000-00-01", "", "00-zzf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"] {
            try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails(headers: [("traceparent", header)]) }
        }
        await monitor.waitForReports()
        #expect(incidents.all.map(\.request.traceID) == ["4bf92f3577b34da6a3ce929d0e0e4736", nil, nil, nil])
    }

    @Test func hostileTextIsBounded() async throws {
        let monitor = try monitor()
        let long = String(repeating: "é\u{0}<", count: 100_000)
        try #require(monitor.begin(method: long, path: long, host: long)).finish {
            RequestDetails(query: long, route: long, status: -1, remoteAddress: long, requestID: long, headers: [(long, long)])
        }
        await monitor.waitForReports()
        #expect(incidents.all.count == 1)
        for file in try directory.files("reports") {
            #expect(try directory.text("reports/\(file)").utf8.count < 200_000)
        }
    }

    @Test func moreSlowRequestsThanTheQueueHoldsNeverBlock() async throws {
        let monitor = try monitor("profiling: { enabled: false }")
        for _ in 0..<2_000 {
            try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails(status: 200) }
        }
        await monitor.waitForReports()
        #expect((1...2_000).contains(incidents.all.count))
        #expect(try directory.files("reports").count == incidents.all.count * 2)
    }

    @Test func reportsThatCannotBeWrittenStopNothing() async throws {
        let monitor = try monitor()
        try FileManager.default.removeItem(atPath: "\(directory.path)/reports")
        try Data().write(to: URL(fileURLWithPath: "\(directory.path)/reports"))
        try #require(monitor.begin(method: "GET", path: "/")).finish { RequestDetails() }
        await monitor.waitForReports()
        #expect(incidents.all.count == 1)
    }

    @Test func anUnusableDirectoryIsFoundAtStart() throws {
        try Data().write(to: URL(fileURLWithPath: "\(directory.path)/reports"))
        let error = #expect(throws: (any Error).self) { try monitor() }
        #expect(error.map { String(describing: $0) }?.contains("\(directory.path)/reports") == true)
    }

    @Test func anInvalidConfigurationThrowsOrTurnsMonitoringOff() throws {
        let path = "\(directory.path)/perfmon.yaml"
        try Data("version: 1\nservice: { name: test }\nthresholds: { defualt: 1s }\n".utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: (any Error).self) { try Monitor(configuration: path) }
        #expect(error.map { String(describing: $0) }?.contains("defualt") == true)
        let disabled = try Monitor(configuration: path, onInvalidConfiguration: .disable)
        #expect(disabled.begin(method: "GET", path: "/") == nil)
    }

    @Test(arguments: ["/does/not/exist.yaml", "/"])
    func aConfigurationThatCannotBeReadThrows(_ path: String) throws {
        let error = #expect(throws: (any Error).self) { try Monitor(configuration: path) }
        #expect(error.map { String(describing: $0) }?.contains(path) == true)
    }

    @Test func theMasterSwitchTurnsMonitoringOff() throws {
        let yaml = "version: 1\nservice: { name: test }\nreports: { path: \(directory.path)/reports }\n"
        let plan = try MonitoringPlan.load(yaml: yaml, environment: EnvironmentVariables(["PERF_ENABLED": "false"]))
        let monitor = try Monitor(plan: plan)
        #expect(monitor.begin(method: "GET", path: "/") == nil)
        #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/reports"))
    }
}
