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
        let report = check(head + (0..<20_000).map { "k\($0): 1\n" }.joined()).report
        let text = HumanRenderer().render(report)
        #expect(report.diagnostics.count == 20_000)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("error") } == 50)
        #expect(text.contains("20000 errors, the first 50 shown in perfmon.yaml"))
        #expect(ShortRenderer().render(report).split(separator: "\n").count == 51)
    }

    @Test func manyEntriesInOneListStayFast() {
        let items = (0..<20_000).map { "/p\($0)" }.joined(separator: ", ")
        #expect(check(head + "urls: { include: [\(items)] }\n").report.diagnostics.map(\.code) == [.wrongLength])
    }
}
