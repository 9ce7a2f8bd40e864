internal import PerfMonModel
internal import PerfMonReporting

/// The first line of a message: how slow, what, and how it ended.
struct MessageTitle {
    let text: String

    init(_ notification: AlertNotification, detail: DetailLevel) {
        let request = notification.request
        let target = request.route ?? (detail == .full ? request.path : "(no route)")
        let words = [
            notification.isTest ? "[Test]" : nil,
            "\(DurationText(request.duration))",
            VisibleText(request.method, limit: 20).text,
            VisibleText(target, limit: 120).text,
            "→ \(request.outcome)",
        ]
        text = words.compactMap(\.self).joined(separator: " ")
    }
}
