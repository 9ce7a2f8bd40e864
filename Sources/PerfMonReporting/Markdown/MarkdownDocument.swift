internal import PerfMonModel

/// The whole document; the most telling comes first.
struct MarkdownDocument {
    /// A function's name in a line of its own.
    static let nameLimit = 200

    let incident: Incident

    var text: String {
        let sections = [
            "## Request\n\n\(list(incident.requestDetails))\n\n\(headers)",
            "## Environment\n\n\(list(incident.environmentDetails))",
            "## Sampler\n\n\(list(incident.samplerDetails))",
        ]
        return ([heading, verdict, wallTime] + (incident.hasStacks ? stacks : []) + sections).joined(separator: "\n\n") + "\n"
    }

    private var stacks: [String] {
        let tree = MarkdownCallTree(tree: CallTreeText(incident))
        return [
            "## Hot path\n\n\(hotPath)",
            "## Slowest functions\n\n\(functions)",
            "## Call tree\n\n\(tree.text)",
        ]
    }

    private var heading: String {
        let request = incident.request
        let error = request.error.map { "\n\nThrew \(Markdown.code($0))" } ?? ""
        return "# \(DurationText(request.duration)) \(Markdown.prose(request.method)) \(Markdown.prose(incident.target))"
            + " → \(incident.outcome)\(error)"
    }

    private var verdict: String {
        let verdict = incident.verdict
        let notes = incident.notes.map { "\n- \(Markdown.prose($0))" }.joined()
        return "**\(verdict.classification.title): \(Markdown.prose(verdict.sentence))**\n\n"
            + "Advice: \(Markdown.prose(verdict.advice))" + (notes.isEmpty ? "" : "\n\(notes)")
    }

    private var wallTime: String {
        let split = incident.verdict.split, percentages = PercentSplit(split)
        let rows = LaneState.allCases.map { "| \($0.title) | \(DurationText(split[$0])) | \(percentages[$0]) |" }
        return (["| Wall time | | |", "|:--|--:|--:|"] + rows).joined(separator: "\n")
    }

    private var hotPath: String {
        Markdown.block(
            HotPathOutline(incident.verdict.hotPath).lines.map { line in
                switch line {
                case .omitted(let count, let modules): "      \(VisibleText("\(HiddenFramesText(count, modules: modules))").text)"
                case .function(let entry): "\(PercentText(entry.share).column) \(Self.describe(entry.frame))"
                }
            }
        )
    }

    /// A function and where it is.
    static func describe(_ frame: Frame) -> String {
        let place = SourceLocation(frame)?.description ?? frame.module
        let name = VisibleText(frame.function, limit: nameLimit).text
        return place.map { "\(name)  \(VisibleText($0, limit: nameLimit).text)" } ?? name
    }

    private var functions: String {
        let rows = FunctionSummary.table(of: incident.callTree).prefix(10).map { function in
            let place = SourceLocation(function.frame).map { Markdown.cell($0, limit: Self.nameLimit) } ?? ""
            return "| \(Markdown.cell(function.frame.function, limit: Self.nameLimit)) | \(DurationText(function.own))"
                + " | \(DurationText(function.total)) | \(function.runs) | \(function.state.participle) | \(place) |"
        }
        return (["| Function | Self | Total | Runs | Mostly | Where |", "|:--|--:|--:|--:|:--|:--|"] + rows).joined(separator: "\n")
    }

    private var headers: String {
        let rows = incident.request.headers.prefix(100).map { "- \(Markdown.code($0.name)): \(Markdown.code($0.value))" }
        let captured = rows.isEmpty ? "No headers captured." : (["Headers:", ""] + rows).joined(separator: "\n")
        return [captured, incident.hiddenHeadersNote.map { Markdown.prose($0) }].compactMap(\.self).joined(separator: "\n\n")
    }

    private func list(_ details: [Detail]) -> String {
        details.map { "- \($0.label): \(Markdown.code($0.value))" }.joined(separator: "\n")
    }
}

extension PercentText {
    /// Right-aligned in five columns.
    var column: String { String(repeating: " ", count: max(0, 5 - description.count)) + description }
}
