internal import PerfMonModel
internal import PerfMonReporting

/// What a webhook receives: at most 20 KiB, the size that Standard Webhooks advises.
struct WebhookBody {
    enum Format: String, Sendable {
        case json, markdown, text, html

        var mediaType: String {
            switch self {
            case .json: "application/json; charset=utf-8"
            case .markdown: "text/markdown; charset=utf-8"
            case .text: "text/plain; charset=utf-8"
            case .html: "text/html; charset=utf-8"
            }
        }
    }

    private static let maximumSize = 20 << 10
    /// A UTF-16 unit has at most three bytes of UTF-8.
    private static let maximumLength = maximumSize / 3

    let bytes: [UInt8]

    init(_ notification: AlertNotification, detail: DetailLevel, format: Format) throws {
        let message = Message(notification, detail: detail)
        switch format {
        case .json: bytes = try Self.fitted(message) { try JSONBody.encode(Self.event(notification, $0)) }
        case .markdown: bytes = Array(MessageText(message: message, style: .markdown).text(limit: Self.maximumLength).utf8)
        case .text: bytes = Array(MessageText(message: message, style: .plain).text(limit: Self.maximumLength).utf8)
        case .html: bytes = Self.fitted(message) { Array(MailPage($0).text.utf8) }
        }
    }

    /// Drops from the end what does not fit.
    private static func fitted(_ message: Message, _ encode: (Message) throws -> [UInt8]) rethrows -> [UInt8] {
        var message = message
        while true {
            let bytes = try encode(message)
            guard bytes.count > maximumSize else { return bytes }
            if !message.callTree.isEmpty {
                message.callTree.removeLast()
            } else if !message.functions.isEmpty {
                message.functions.removeLast()
            } else if !message.facts.isEmpty {
                message.facts.removeLast()
            } else if !message.hotPath.isEmpty {
                message.hotPath.removeLast()
            } else {
                return bytes
            }
        }
    }

    private static func event(_ notification: AlertNotification, _ message: Message) -> JSON {
        let request = notification.request, history = notification.history
        var data: JSON = [
            "id": .text(notification.id),
            "report_id": .text(VisibleText(request.id, limit: 100).text),
            "fingerprint": .text(notification.fingerprint),
            "test": .boolean(notification.isTest),
            "title": .text(message.title),
            "method": .text(VisibleText(request.method, limit: 20).text),
            "duration_ms": milliseconds(request.duration),
            "threshold_ms": milliseconds(request.threshold),
            "classification": .text(notification.verdict.classification.rawValue),
            "verdict": .text(message.verdict),
            "advice": .array(message.advice.map { .text($0) }),
            "wall_time_ms": .object(
                Dictionary(message.split.map { ($0.state.rawValue, milliseconds(notification.verdict.split[$0.state])) }) { $1 }),
            "hot_path": .array(message.hotPath.map { .text($0.trimmed) }),
            "details": .object(Dictionary(message.facts.map { ($0.label, .text($0.value)) }) { $1 }),
            "suppressed": .integer(history.suppressed),
            "count": .integer(history.count),
            "first_seen": .text(UTCTime(history.firstSeen).iso8601),
            "last_seen": .text(UTCTime(history.lastSeen).iso8601),
            "report": .text(message.report),
        ]
        if !message.functions.isEmpty { data.set("slowest_functions", .array(message.functions.map { .text($0.line) })) }
        if !message.callTree.isEmpty { data.set("call_tree", .array(message.callTree.map { .text($0) })) }
        data.set("route", request.route.map { .text(VisibleText($0, limit: 200).text) })
        data.set("history", message.history.map { .text($0) })
        data.set("status", request.status.map { .integer($0) })
        return ["type": "slow_request", "timestamp": .text(UTCTime(notification.date).iso8601), "data": data]
    }

    private static func milliseconds(_ duration: Duration) -> JSON { .integer(Int(duration.nanoseconds / 1_000_000)) }
}
