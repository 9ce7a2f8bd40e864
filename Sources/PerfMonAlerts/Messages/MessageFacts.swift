internal import PerfMonModel
internal import PerfMonReporting

/// What is known of the request, the service and the machine, and may be shown.
struct MessageFacts {
    private static let limit = 300

    let facts: [Message.Fact]

    init(_ notification: AlertNotification, detail: DetailLevel) {
        let request = notification.request, environment = notification.environment
        var values: [(String, String?)] = [("Service", environment.service), ("Environment", environment.deployment)]
        if detail != .minimal {
            values += [
                ("Started", UTCTime(request.start).readable),
                ("Threshold", "\(DurationText(request.threshold))"),
            ]
        }
        if detail == .full {
            values += [
                ("Path", request.path == request.route ? nil : request.path),
                ("Query", request.query),
                ("Error", request.error),
                ("Host", environment.host),
                ("Version", environment.version),
                ("Request ID", request.requestID),
                ("Trace ID", request.traceID),
                ("Others in flight", request.otherRequestsInFlight > 0 ? String(request.otherRequestsInFlight) : nil),
            ]
        }
        facts = values.compactMap { label, value in
            guard let value, !value.isEmpty else { return nil }
            return Message.Fact(label: label, value: VisibleText(value, limit: Self.limit).text)
        }
    }
}
