import Testing

@testable import PerfMonConfiguration

@Suite struct HostileInputTests {
    static let inputs: [(String, [UInt8], DiagnosticCode)] = [
        ("alias bomb", Array(bomb.utf8), .expansionLimit),
        ("deep aliases", Array(tower.utf8), .nestingLimit),
        ("200,000 brackets", Array(repeating: UInt8(ascii: "["), count: 200_000), .nestingLimit),
        ("200,000 braces", Array(String(repeating: "{a: ", count: 200_000).utf8), .nestingLimit),
        ("NUL", Array("version: 1\0\n".utf8), .controlCharacter),
        ("Latin-1", Array("name: caf".utf8) + [0xE9, 0x0A], .invalidUTF8),
        ("a surrogate in UTF-8", Array("a: ".utf8) + [0xED, 0xA0, 0x80], .invalidUTF8),
        ("an overlong slash", Array("a: ".utf8) + [0xC0, 0xAF], .invalidUTF8),
        ("half a character", Array("a: ".utf8) + [0xE2, 0x82], .invalidUTF8),
        ("UTF-16, little endian", [0xFF, 0xFE, 0x61, 0, 0x3A, 0], .wrongEncoding),
        ("UTF-16, big endian", [0xFE, 0xFF, 0, 0x61, 0, 0x3A], .wrongEncoding),
        ("UTF-16 without a mark", [0x61, 0, 0x3A, 0, 0x20, 0], .wrongEncoding),
        ("UTF-32", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .wrongEncoding),
        ("10 MB", Array(repeating: UInt8(ascii: "a"), count: 10_000_000), .tooLarge),
        ("many events", Array(("a: [" + String(repeating: "1,", count: 200_000) + "]").utf8), .tooLarge),
        ("a long text", Array(("a: " + String(repeating: "x", count: 70_000)).utf8), .tooLarge),
        ("a long key", Array((String(repeating: "x", count: 300) + ": 1").utf8), .tooLarge),
        ("60,000 unknown keys", Array((head + (0..<60_000).map { "k\($0): 1\n" }.joined()).utf8), .tooLarge),
        ("500,000 times 0xFF", Array(head.utf8) + Array(repeating: 0xFF, count: 500_000), .invalidUTF8),
        ("an escaped NUL", Array("a: \"\\x00\"".utf8), .controlCharacter),
    ]

    static var bomb: String {
        var text = "x-0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 { text += "x-\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n" }
        return text
    }

    /// Each alias adds one level without adding many nodes.
    static var tower: String {
        var text = "x-0: &a0 [x]\n"
        for level in 1..<5000 { text += "x-\(level): &a\(level) [*a\(level - 1)]\n" }
        return text
    }

    @Test(arguments: inputs.indices)
    func givesOneDiagnostic(index: Int) {
        let (name, bytes, code) = Self.inputs[index]
        let report = check(bytes).report
        #expect(report.diagnostics.map(\.code) == [code], "\(name)")
        #expect(HumanRenderer().render(report).utf8.count < 4000, "\(name)")
    }

    @Test func manyErrorsAreCountedButNotAllShown() {
        let report = check(head + (0..<9000).map { "k\($0): 1\n" }.joined()).report
        let text = HumanRenderer().render(report)
        #expect(report.count(.error) == 9000)
        #expect(report.diagnostics.count == DiagnosticList.limit)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("error") } == 50)
        #expect(text.contains("9000 errors, the first 50 shown in perfmon.yaml"))
        #expect(ShortRenderer().render(report).split(separator: "\n").count == 51)
    }

    /// Findings that are not kept count nevertheless.
    @Test func omittedErrorsKeepThePlanFromBeingMade() {
        let twice = String(repeating: "{k: 1, k: 1}, ", count: 5000)
        let outcome = check(head + "x-a: [\(twice)]\n")
        #expect(outcome.plan == nil)
        #expect(outcome.report.count(.error) == 5000)
        #expect(DiagnosticFormat.json.render([(outcome.report, .zero)], style: .plain).contains("\"error_count\": 5000"))
        #expect(ShortRenderer().render(outcome.report).contains("4950 more findings are not shown"))
    }

    @Test(arguments: [
        "service: { " + (0..<8000).map { "k\($0): 1" }.joined(separator: ", ") + " }",
        "x-a: {" + String(repeating: "k: 1,", count: 9000) + "}",
    ])
    func manyMistakesInOneLineAreAllCounted(line: String) {
        let report = check("version: 1\n" + line + "\n").report
        #expect(report.count(.error) >= 8000)
        for format in DiagnosticFormat.allCases {
            #expect(format.render([(report, .zero)], style: .plain).utf8.count < 2_000_000)
        }
    }

    @Test func columnsAreRightAnywhereInALongLine() {
        let source = SourceFile(
            name: "x", bytes: Array((String(repeating: "é", count: 1000) + "\n" + String(repeating: "a東", count: 700)).utf8))
        for offset in source.bytes.indices where source.bytes[offset] & 0xC0 != 0x80 {
            let start = offset < 2001 ? 0 : 2001
            let column = source.bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
            #expect(source.position(of: offset) == SourceRange.Position(line: start == 0 ? 1 : 2, column: column))
        }
    }

    /// The limits leave room for what is promised.
    @Test func tenThousandRoutesAreWithinTheLimits() {
        let routes = (0..<10_000).map { "  - { name: r\($0), match: /r\($0), threshold: 1s }\n" }.joined()
        var parser = YAMLParser(SourceFile(name: "perfmon.yaml", bytes: Array((head + "routes:\n" + routes).utf8)))
        let tree = parser.parse()
        #expect(parser.diagnostics.isEmpty)
        #expect(tree?["routes"]?.items?.count == 10_000)
    }

    @Test func manyEntriesInOneListStayFast() {
        let items = (0..<20_000).map { "/p\($0)" }.joined(separator: ", ")
        #expect(check(head + "urls: { include: [\(items)] }\n").report.diagnostics.map(\.code) == [.wrongLength])
    }
}
