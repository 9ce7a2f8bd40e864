internal import Logging
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore
internal import Synchronization

/// Renders incidents and puts the files into the reports directory. Belongs to the report's thread.
final class ReportWriter: Sendable {
    private let directory: ReportDirectory
    private let renderers: [any ReportRenderer]
    private let logger: Logger
    private let lastFailure = Mutex<String?>(nil)

    init(directory: ReportDirectory, formats: [ReportFormat], logger: Logger) {
        self.directory = directory
        self.logger = logger
        renderers = formats.map { format in
            switch format {
            case .html: HTMLReportRenderer()
            case .markdown: MarkdownReportRenderer()
            }
        }
    }

    func write(_ incident: Incident) {
        let stem = ReportName(incident.request).stem
        var paths: [String] = []
        do {
            for renderer in renderers {
                paths.append(try directory.write(renderer.render(incident), named: "\(stem).\(renderer.fileExtension)"))
            }
        } catch {
            logOnce("a report could not be written: \(error)")
        }
        log(incident, paths: paths)
    }

    /// One line for each report: the message is constant, so that it can be searched for.
    private func log(_ incident: Incident, paths: [String]) {
        logger.notice(
            incident.request.isRunning ? "slow request still runs" : "slow request",
            metadata: [
                "slow.request": "\(incident.request.method) \(incident.request.route ?? "(no route)")",
                "slow.duration_ms": "\(incident.request.duration.nanoseconds / 1_000_000)",
                "slow.class": "\(incident.verdict.classification.rawValue)",
                "slow.verdict": "\(incident.verdict.sentence)",
                "slow.report": "\(paths.first ?? "none")",
            ]
        )
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
