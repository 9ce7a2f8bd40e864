internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct HostileTextTests {
    private static let harmless = Result {
        try HTMLSkeleton.parse(HTMLReportRenderer().render(.hostile("x")), with: #require(HTMLSkeleton.python))
    }

    private let html = HTMLReportRenderer()
    private let markdown = MarkdownReportRenderer()

    @Test(.enabled(if: HTMLSkeleton.python != nil, "python3 with its HTML parser is not installed"), arguments: HostileText.all)
    func htmlHasTheSameElementsWhateverTheText(_ payload: HostileText) throws {
        let python = try #require(HTMLSkeleton.python)
        let skeleton = try HTMLSkeleton.parse(html.render(.hostile(payload.text)), with: python)
        #expect(skeleton.count > 300)
        #expect(try skeleton == Self.harmless.get())
    }

    @Test(arguments: HostileText.all)
    func htmlHoldsNoMarkupOfTheText(_ payload: HostileText) {
        let page = String(decoding: html.render(.hostile(payload.text)), as: UTF8.self)
        #expect(page.split(separator: "<script").count == 2)
        #expect(page.split(separator: "<style").count == 2)
        #expect(!page.contains("<img") && !page.contains("<!--") && !page.contains("<?"))
    }

    @Test(arguments: HostileText.all)
    func nothingHides(_ payload: HostileText) {
        for bytes in [html.render(.hostile(payload.text)), markdown.render(.hostile(payload.text))] {
            let invisible = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                // A line break is ours, a zero-width space breaks mentions in Markdown.
                case .control: scalar != "\n"
                case .format: scalar != "\u{200B}"
                case .lineSeparator, .paragraphSeparator: true
                default: false
                }
            }
            #expect(Array(invisible) == [])
        }
    }

    @Test(arguments: HostileText.all)
    func markdownHasTheSameLinesWhateverTheText(_ payload: HostileText) {
        let harmless = lines(.hostile("x")), hostile = lines(.hostile(payload.text))
        #expect(hostile.map(Self.kind) == harmless.map(Self.kind))
    }

    @Test func markdownMentionsNobody() {
        let text = String(decoding: markdown.render(.hostile("@here <!channel>")), as: UTF8.self)
        for line in text.split(separator: "\n") where !line.contains("`") && !line.hasPrefix(" ") {
            #expect(!line.contains("@here") && !line.contains(" <!"), "\(line)")
        }
    }

    private func lines(_ incident: Incident) -> [Substring] {
        String(decoding: markdown.render(incident), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// What a line begins with, and its cells when it is one of a table.
    private static func kind(_ line: Substring) -> String {
        let cells = line.replacing("\\|", with: "").count { $0 == "|" }
        return switch line.first {
        case "#", "-", "*": "\(line.prefix(1))"
        case "|": "| \(cells)"
        case "`": "fence"
        case nil: ""
        default: "text"
        }
    }
}
