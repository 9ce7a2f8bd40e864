internal import Logging
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore
internal import Synchronization

/// Renders incidents and puts the files into the reports directory. Belongs to the report's thread.
final class ReportWriter: Sendable {
    private let directory: ReportDirectory
    private let logger: Logger
    private let lastFailure = Mutex<String?>(nil)

    init(directory: ReportDirectory, logger: Logger) {
        self.directory = directory
        self.logger = logger
    }

    /// Returns the files that could be written.
    func write(_ incident: Incident, as formats: [ReportFormat]) -> [ReportFile] {
        let stem = ReportName(incident.request).stem
        var files: [ReportFile] = []
        do {
            for format in formats {
                let renderer = format.renderer
                let path = try directory.write(renderer.render(incident), named: "\(stem).\(renderer.fileExtension)")
                files.append(ReportFile(format: format.rawValue, path: path))
            }
        } catch {
            logOnce("a report could not be written: \(error)")
        }
        return files
    }

    /// One line for each report: the message is constant, so that it can be searched for.
    func log(_ incident: Incident, files: [ReportFile], alert: AlertOutcome?) {
        logger.notice(
            incident.request.isRunning ? "slow request still runs" : "slow request",
            metadata: [
                "slow.request": "\(incident.request.method) \(incident.request.route ?? "(no route)")",
                "slow.duration_ms": "\(incident.request.duration.nanoseconds / 1_000_000)",
                "slow.class": "\(incident.verdict.classification.rawValue)",
                "slow.verdict": "\(incident.verdict.sentence)",
                "slow.report": "\(files.first?.path ?? "none")",
                "slow.alert": "\(alert ?? .none)",
            ]
        )
    }

    /// Says that slow requests left no report.
    func logDropped(_ count: Int) {
        logger.notice("slow requests left no report, because too many ended at once", metadata: ["count": "\(count)"])
    }

    /// A full disk would otherwise fill the log, too.
    private func logOnce(_ message: String) {
        let isNew = lastFailure.withLock { last in
            defer { last = message }
            return last != message
        }
        if isNew { logger.error("\(message)") }
    }
}
