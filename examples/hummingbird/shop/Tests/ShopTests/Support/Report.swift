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

    /// A function's share of the request, from the hot path: `  97% PriceList.fetch()  Legacy/PriceList.swift:12`.
    func share(of function: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.contains("% \(function)  ") }
        return (line?.firstMatch(of: /([0-9]+)%/)?.1).flatMap(Self.share)
    }

    /// The share of the time on a CPU, from the table: `| On CPU | 780 ms | 97.5% |`.
    var shareOnCPU: Double? {
        (text.firstMatch(of: /\| On CPU \|[^|]*\| ([0-9.]+)% \|/)?.1).flatMap(Self.share)
    }

    private static func share(percent: Substring) -> Double? {
        Double(percent).map { $0 / 100 }
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
