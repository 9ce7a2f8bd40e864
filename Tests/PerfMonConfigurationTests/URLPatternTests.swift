import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct URLPatternTests {
    struct Vector: Decodable, CustomTestStringConvertible {
        var whitelist: [String]
        var blacklist: [String]
        var path: String
        var monitored: Bool
        var warning: String

        var testDescription: String { "include \(whitelist) exclude \(blacklist) path \(path)" }
    }

    static func vectors() throws -> [Vector] {
        let data = try Data(contentsOf: Fixture.folder.appendingPathComponent("filter-vectors.json"))
        return try JSONDecoder().decode([Vector].self, from: data)
    }

    /// Patterns that web-perfmonitor reads with a warning or as literal text, and that are errors here.
    static let rejected: Set<String> = ["", "/api/[", "/api/[abc", "/{a,b}/x"]
    /// `{id}` is literal text in web-perfmonitor, and one segment here.
    static let segments: Set<String> = ["/api/{id}"]

    @Test(arguments: try vectors())
    func decidesAsWebPerfmonitor(vector: Vector) throws {
        let patterns = vector.whitelist + vector.blacklist
        guard !patterns.contains(where: Self.rejected.contains) else {
            #expect(throws: ValueProblem.self) { try patterns.map { try URLPattern($0) } }
            return
        }
        let filter = URLFilter(
            include: try vector.whitelist.map { try URLPattern($0) }, exclude: try vector.blacklist.map { try URLPattern($0) },
            precedence: .include)
        let isDifferent = patterns.contains(where: Self.segments.contains)
        #expect(filter.admits(vector.path) == (vector.monitored != isDifferent))
    }

    @Test(arguments: [
        ("/users/{id}", "/users/42", true), ("/users/{id}", "/users/", false), ("/users/{id}", "/users/4/2", false),
        ("/users/{id}/orders", "/users/42/orders", true), ("/users/{id}/orders", "/users//orders", false),
        ("*/{id}/x", "/a/b/c/x", true), ("*/{a}/{b}", "/x/y/z", true), ("*/{a}/{b}", "/x", false),
        ("/?", "/é", true), ("/?", "/ab", false), ("/[é-ü]", "/ö", true), ("/[!a]", "/é", true), ("/[]]", "/]", true),
        ("/[!]]", "/a", true),
        ("/[a-]", "/-", true), ("/a*b*c", "/a--b--c", true), ("/a*b*c", "/a--b--", false), ("*", "", true), ("/", "", false),
        ("/[[]", "/[", true), ("/[}]", "/}", true), ("/item[1]", "/item1", true), ("/item[1]", "/item[1]", true),
        ("/item[1]", "/item", false),
    ])
    func matches(pattern: String, path: String, isMatch: Bool) throws {
        #expect(try URLPattern(pattern).matches(path) == isMatch)
    }

    @Test(arguments: ["", "/[", "/[]", "/[!", "/[b-a]", "/{a", "/a}", "/{}", "/{1}", "/{a,b}", "/x{a}", "/{a}x", "/{a}*", "/{a}{b}"])
    func rejects(pattern: String) {
        #expect(throws: ValueProblem.self) { try URLPattern(pattern) }
    }

    @Test func hostsMatchInAnyCase() throws {
        let pattern = try URLPattern("*.Example.COM", ignoresCase: true)
        #expect(pattern.matches("API.example.com"))
        #expect(!pattern.matches("example.org"))
    }

    @Test func agreesWithASimpleMatcher() throws {
        var dice = Dice(1)
        var matches = 0
        for _ in 0..<30_000 {
            let text = randomText("ab/é*?[]!{x}", upTo: 9, &dice)
            guard let pattern = try? URLPattern(text) else { continue }
            let path = randomText("ab/é", upTo: 8, &dice)
            let isLiteral = text.contains("[") && text == path
            let expected = isLiteral || simpleMatch(pattern.tokens[...], Array(path.utf8)[...], pattern.sets)
            #expect(pattern.matches(path) == expected, "\(text) on \(path)")
            if expected { matches += 1 }
        }
        #expect(matches > 300)
    }

    /// With backtracking over every star, this would not end before the universe does.
    @Test func manyStarsAreNoAttack() throws {
        let pattern = try URLPattern(String(repeating: "*a", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
    }

    private func randomText(_ alphabet: String, upTo length: Int, _ dice: inout Dice) -> String {
        String((0..<Int.random(in: 0...length, using: &dice)).map { _ in Array(alphabet).randomElement(using: &dice) ?? "a" })
    }

    /// The definition, written as recursion.
    private func simpleMatch(
        _ tokens: ArraySlice<URLPattern.Token>, _ text: ArraySlice<UInt8>, _ sets: [URLPattern.CharacterSet]
    ) -> Bool {
        guard let token = tokens.first else { return text.isEmpty }
        let rest = tokens.dropFirst()
        switch token {
        case .anyText:
            return (text.startIndex...text.endIndex).contains { simpleMatch(rest, text[$0...], sets) }
        case .segment:
            let segment = text.prefix { $0 != UInt8(ascii: "/") }
            return !segment.isEmpty && simpleMatch(rest, text.dropFirst(segment.count), sets)
        case .byte(let byte):
            return text.first == byte && simpleMatch(rest, text.dropFirst(), sets)
        case .anyCharacter:
            return scalar(text).map { simpleMatch(rest, text.dropFirst($0.length), sets) } ?? false
        case .set(let set):
            return scalar(text).map { sets[Int(set)].contains($0.value) && simpleMatch(rest, text.dropFirst($0.length), sets) } ?? false
        }
    }

    private func scalar(_ text: ArraySlice<UInt8>) -> (value: UInt32, length: Int)? {
        guard let first = text.first, first & 0xC0 != 0x80, let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first else {
            return nil
        }
        return (scalar.value, UTF8.width(scalar))
    }
}
