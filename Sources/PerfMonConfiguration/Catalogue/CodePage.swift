/// What one code means: a page of `perfmon explain` and of the documentation.
package struct CodePage: Sendable {
    package let code: DiagnosticCode
    package let title: String
    /// Why it matters and what to do.
    package let text: String
    /// What brings the finding about: lines of a file behind its `version` and `service`, or variables.
    package let wrong: String
    /// The same without the finding.
    package let right: String

    init(_ code: DiagnosticCode, _ title: String, _ text: String, wrong: String = "", right: String = "") {
        self.code = code
        self.title = title
        self.text = text
        self.wrong = wrong
        self.right = right
    }

    /// All pages in the order of their codes.
    package static let all = [text, schema, references, routes, safety, environment, tool].flatMap(\.self)
        .sorted { $0.code.number < $1.code.number }

    /// Where the page is on the web.
    static func address(of code: DiagnosticCode) -> String {
        "https://github.com/perfmon/perfmon/blob/main/docs/codes.md#\(code.description.lowercased())"
    }

    /// Whether an example is for a shell: variables, or commands that make a file which cannot be shown.
    package static func isShell(_ example: String) -> Bool {
        example.hasPrefix("PERF") || example.contains("> perfmon.yaml") || example.hasPrefix("mkdir ")
    }

    /// The page of a code such as `PM0102`, in any case, with or without its prefix.
    package static func named(_ name: String) -> CodePage? {
        let digits = name.uppercased().hasPrefix("PM") ? name.dropFirst(2) : name[...]
        guard let number = Int(digits) else { return nil }
        return all.first { $0.code.number == number }
    }

    /// The page for a terminal.
    package var plain: String {
        var text = "\(code): \(title) (\(code.severity.rawValue))\n\n\(self.text)\n"
        for (name, example) in [("wrong", wrong), ("right", right)] where !example.isEmpty {
            text += "\n\(name):\n" + example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
        }
        return text + "\nsince 0.1.0\n"
    }
}
