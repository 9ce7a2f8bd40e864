internal import PerfMonModel
internal import PerfMonReporting

/// What a message says, before it takes the shape of a channel.
///
/// All text is plain and visible, without line breaks, and has an end; each channel escapes it in its own way.
struct Message: Sendable {
    /// A labelled value.
    struct Fact: Sendable, Hashable {
        var label: String
        var value: String
    }

    /// One kind of time.
    struct Part: Sendable {
        var title: String
        var duration: String
        var percentage: String
        /// 0...1
        var share: Double
        var state: LaneState
    }

    /// A function with all the time it took.
    struct Function: Sendable {
        var name: String
        /// In itself, and with its callees.
        var own: String, total: String
        /// At least so many calls.
        var runs: Int
    }

    private static let maximumFunctions = 5

    /// Such as `2.31 s GET /users/{id} → 200`; says first when it is a test.
    var title: String
    /// The kind of slowness, such as `Blocking call`.
    var classification: String
    /// The verdict's sentence.
    var verdict: String
    /// What to look at; what else was noted.
    var advice: [String]
    /// How often this was seen and held back; `nil` for the first time.
    var history: String?
    /// The wall time by kind, without the kinds that do not occur.
    var split: [Part]
    /// Functions from the handler inwards, a line each.
    var hotPath: [String]
    /// Where most of the time went; at most five.
    var functions: [Function]
    /// The heaviest calls, a line each; indented.
    var callTree: [String]
    /// The request, the service and the machine.
    var facts: [Fact]
    /// Where the whole report is.
    var report: String
    /// The names of the files that go with the message.
    var attachments: [String]

    /// The line that stands for the whole message, such as a subject.
    var headline: String { "\(title): \(verdict)" }

    /// What `notification` says at this level.
    init(_ notification: AlertNotification, detail: DetailLevel) {
        let request = notification.request, verdict = notification.verdict
        title = MessageTitle(notification, detail: detail).text
        classification = verdict.classification.title
        self.verdict = VisibleText(verdict.sentence, limit: 600).text
        advice = detail == .minimal ? [] : ([verdict.advice] + verdict.hints.prefix(2)).map { VisibleText($0, limit: 400).text }
        history = notification.history.sentence
        let percentages = PercentSplit(verdict.split)
        split = LaneState.allCases.filter { verdict.split[$0] > .zero }.map { state in
            Part(
                title: state.title,
                duration: "\(DurationText(verdict.split[state]))",
                percentage: percentages[state],
                share: Double(verdict.split[state].nanoseconds) / Double(max(request.duration.nanoseconds, 1)),
                state: state
            )
        }
        hotPath = detail == .minimal ? [] : HotPathOutline(verdict.hotPath).lines.map(\.text)
        functions = detail == .minimal ? [] : notification.slowestFunctions.prefix(Self.maximumFunctions).map(Function.init)
        callTree = detail == .full ? notification.callTree.prefix(40).map(Self.line) : []
        facts = MessageFacts(notification, detail: detail).facts
        report = notification.reportLocation(detail: detail)
        attachments = notification.attachments.map { VisibleText($0.name, limit: 200).text }
    }
}

extension Message {
    /// A line of the call tree; whoever made it may have put in anything.
    private static func line(_ text: String) -> String {
        ClippedText.text(VisibleText(text, limit: 150).text, limit: 150)
    }
}

extension Message.Function {
    private static let limit = 150

    fileprivate init(_ function: SlowFunction) {
        name = ClippedText.text(VisibleText(function.frame.function, limit: Self.limit).text, limit: Self.limit)
        own = "\(DurationText(function.own))"
        total = "\(DurationText(function.total))"
        runs = function.runs
    }

    /// As one line of text.
    var line: String { "\(name): \(own) itself, \(total) in all" + (runs > 1 ? ", \(runs) runs" : "") }
}

extension HotPathOutline.Line {
    private static let limit = 150

    fileprivate var text: String {
        switch self {
        case .omitted(let count, let modules):
            return "      \(VisibleText("\(HiddenFramesText(count, modules: modules))", limit: Self.limit).text)"
        case .function(let entry):
            let share = PercentText(entry.share).description
            let place = SourceLocation(entry.frame)?.description ?? entry.frame.module
            let name = VisibleText(entry.frame.function, limit: Self.limit).text
            let padding = String(repeating: " ", count: max(0, 4 - share.count))
            return "\(padding)\(share)  \(name)" + (place.map { "  \(VisibleText($0, limit: Self.limit).text)" } ?? "")
        }
    }
}

extension AlertHistory {
    /// `nil` when there is nothing to tell.
    fileprivate var sentence: String? {
        let heldBack = suppressed > 0 ? "\(suppressed) more since \(UTCTime(lastAlert ?? firstSeen).readable), held back" : nil
        let seen = count > 1 ? "seen \(count) times since \(UTCTime(firstSeen).readable), the slowest \(DurationText(worst))" : nil
        let parts = [heldBack, seen].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension AlertNotification {
    /// For people, without the machine's paths where they must not be shown.
    fileprivate func reportLocation(detail: DetailLevel) -> String {
        guard let path = reportPaths.first else { return "No report could be written." }
        guard detail == .full else {
            return "Report: \(VisibleText(path.split(separator: "/").last.map(String.init) ?? path, limit: 300).text)"
        }
        let problem = attachmentProblem.map { "; \(VisibleText($0, limit: 300).text)" } ?? ""
        return "Report: \(VisibleText(path, limit: 500).text) on \(VisibleText(environment.host, limit: 100).text)\(problem)"
    }
}
