internal import Foundation
internal import Logging
internal import PerfMon
internal import PerfMonConfiguration
internal import PerfMonModel

/// Monitors whose reports go to a temporary folder.
enum Monitors {
    static func make(threshold: Duration, onIncident: (@Sendable (Incident) -> Void)? = nil) throws -> Monitor {
        var settings = Settings()
        settings.thresholds.default = threshold
        settings.reports.path = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-cost-\(getpid())").path
        let logger = Logger(label: "cost") { _ in SwiftLogNoOpLogHandler() }
        return try Monitor(plan: settings.compile(), logger: logger, onIncident: onIncident)
    }

    static func removeReports() {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-cost-\(getpid())").path
        try? FileManager.default.removeItem(atPath: path)
    }
}
