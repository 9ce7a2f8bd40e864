/// What a reader sees first in a Markdown report.
struct Report {
    let title: String
    let verdict: String
    let text: String

    init(markdown: String) throws {
        let lines = markdown.split(separator: "\n")
        guard let title = lines.first(where: { $0.hasPrefix("# ") }) else { throw Malformed(missing: "title", in: markdown) }
        guard let verdict = lines.first(where: { $0.hasPrefix("**") }) else { throw Malformed(missing: "verdict", in: markdown) }
        self.title = Self.plain(title.dropFirst(2))
        self.verdict = Self.plain(verdict)
        text = markdown
    }

    /// The share that the verdict says: `97% of 802 ms …`.
    var share: Double? {
        verdict.firstMatch(of: /([0-9]+)% of/).flatMap { Double($0.1) }.map { $0 / 100 }
    }

    private static func plain(_ line: Substring) -> String {
        String(line).replacing("**", with: "").replacing("\\", with: "")
    }

    /// The file does not look like a report.
    struct Malformed: Error {
        var part: String
        var text: String

        init(missing part: String, in text: String) {
            self.part = part
            self.text = text
        }
    }
}
