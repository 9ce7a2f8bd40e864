#if CLI
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore

/// A request as `explain-route` knows it.
struct PipelineSubject {
    var plan: MonitoringPlan
    var policy: RequestPolicy
    var method: String
    var path: String
    var host: String?
}

/// What each stage of a pipeline does with a request, a line each.
struct PipelineExplanation {
    private typealias DurationText = PerfMonConfiguration.DurationText

    let lines: [String]

    /// - Parameters:
    ///   - status: `nil` when it is not known.
    ///   - duration: `nil` when it is not known.
    init(_ pipeline: Pipeline, of subject: PipelineSubject, status: Int?, duration: Duration?) {
        var lines: [String] = []
        var number = 0
        var isOver = false
        for (stage, isImplied) in pipeline.stagesInForce {
            if !isImplied { number += 1 }
            let label = isImplied ? "     " : "  \(number). "
            guard !isOver else {
                lines.append("\(label)\(stage.name): not reached")
                continue
            }
            switch stage {
            case .filter(let filter):
                let verdict = FilterVerdict(filter, of: subject, status: status, duration: duration)
                isOver = verdict.drops
                lines.append("\(label)filter: \(verdict.text)")
            case .deduplicate(let options):
                let note = isImplied ? ", although no stage says so" : ""
                lines.append("\(label)dedup: \(Self.text(options, of: subject, status: status))\(note)")
            case .rateLimit(let limit):
                lines.append("\(label)rate_limit: \(limit.max) per \(DurationText.write(limit.period)), at most \(limit.burst) at once")
            case .format(let format): lines.append("\(label)format: \(Self.text(format))")
            case .deliver(let deliver): lines += Self.text(deliver, subject.plan).enumerated().map { ($0 == 0 ? label : "     ") + $1 }
            }
        }
        self.lines = lines
    }

    private static func text(_ options: AlertOptions, of subject: PipelineSubject, status: Int?) -> String {
        let window = options.window ?? subject.policy.alerts.window
        let parts = options.fingerprint ?? subject.policy.alerts.fingerprint
        guard window > .zero else { return "no window, every one is alerted" }
        let request = RequestRecord(
            id: "", start: Date(timeIntervalSince1970: 0), duration: .zero, threshold: .zero, method: subject.method, path: subject.path,
            status: status)
        let candidate = AlertCandidate(request: request, host: subject.host, service: subject.plan.service, policy: subject.policy)
        let values = parts.map { part in
            switch part {
            case .classification, .function: "\(part.rawValue)=(what the profile says)"
            case .status where status == nil: "status=(not given)"
            case .host where subject.host == nil: "host=(not given)"
            case .route: "\(Fingerprint([part], of: candidate).text) (or the framework's template)"
            default: Fingerprint([part], of: candidate).text
            }
        }
        return "one alert per \(DurationText.write(window)), sooner when twice as slow, for \(values.joined(separator: ", "))"
    }

    private static func text(_ format: FormatStage) -> String {
        guard !format.attachments.isEmpty else { return "attaches nothing" }
        let names = format.attachments.joined(separator: ", ")
        let packing = [FormatStage.Compression.zip: " in one zip", .gzip: ", each as gzip"][format.compression] ?? ""
        return "attaches \(names)\(packing)" + (format.maxAttachment.map { ", unless larger than \(ByteCountText($0))" } ?? "")
    }

    private static func text(_ deliver: DeliverStage, _ plan: MonitoringPlan) -> [String] {
        let described = { (names: [String]) in
            names.map { name in
                let notifier = plan.notifiers.first { $0.name == name }
                return "\(name) (\(notifier?.type ?? "unknown")\(notifier?.isEnabled == false ? ", switched off" : ""))"
            }.joined(separator: ", ")
        }
        let mode =
            switch deliver.mode {
            case _ where deliver.to.count < 2: ""
            case .all: ", all at the same time"
            case .firstSuccess: ", one after the other until one succeeds"
            }
        var lines = ["deliver: to \(described(deliver.to))\(mode)", "retry: \(text(deliver.retry))"]
        if !deliver.fallback.isEmpty { lines.append("fallback, when all of them fail: \(described(deliver.fallback))") }
        return lines
    }

    private static func text(_ retry: RetrySettings) -> String {
        guard retry.attempts > 1 else { return "none" }
        let shown = min(retry.attempts, 6)
        let waits = (1..<shown).map { DurationText.write(retry.delay(afterTries: $0)) }.joined(separator: ", ")
        let jitter = retry.jitter > 0 ? ", ±\(Int((retry.jitter * 100).rounded()))%" : ""
        return "\(retry.attempts) tries, with waits of \(waits)\(shown < retry.attempts ? ", …" : "") between them\(jitter)"
    }
}

/// Whether a filter lets a request through, and why.
private struct FilterVerdict {
    let text: String
    let drops: Bool

    init(_ filter: FilterStage, of subject: PipelineSubject, status: Int?, duration: Duration?) {
        var met: [String] = [], open: [String] = [], missed: [String] = []
        func note(_ isMet: Bool?, _ condition: String, _ found: String) {
            switch isMet {
            case true?: met.append(condition)
            case false?: missed.append("\(condition), and \(found)")
            case nil: open.append(condition)
            }
        }
        if let least = filter.minDuration {
            let found = duration.map { "it takes \(PerfMonConfiguration.DurationText.write($0))" } ?? ""
            note(duration.map { $0 >= least }, "min_duration is \(PerfMonConfiguration.DurationText.write(least))", found)
        }
        if !filter.methods.isEmpty {
            note(
                filter.methods.contains(subject.method), "methods are \(filter.methods.joined(separator: ", "))",
                "this is \(subject.method)")
        }
        if !filter.statuses.isEmpty {
            let matches = status.map { status in filter.statuses.contains { $0.contains(status) } }
            let names = filter.statuses.map(\.description).joined(separator: ", ")
            note(matches, "status is to be \(names)", status.map { "it is \($0)" } ?? "")
        }
        if !filter.routes.isEmpty {
            let name = subject.policy.routeName
            note(
                name.map(filter.routes.contains) ?? false, "routes are \(filter.routes.joined(separator: ", "))",
                "this is \(name ?? "none of them")")
        }
        drops = !missed.isEmpty
        text =
            if drops {
                "drops it: \(missed.joined(separator: "; "))"
            } else if !open.isEmpty {
                "depends on what is not given: \(open.joined(separator: "; "))"
            } else {
                met.isEmpty ? "passes, without a condition" : "passes: \(met.joined(separator: "; "))"
            }
    }
}

extension PipelineStage {
    /// As the file has it.
    var name: String {
        switch self {
        case .filter: "filter"
        case .deduplicate: "dedup"
        case .rateLimit: "rate_limit"
        case .format: "format"
        case .deliver: "deliver"
        }
    }
}
#endif
