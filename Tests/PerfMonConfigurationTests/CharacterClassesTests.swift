import Testing

@testable import PerfMonConfiguration

@Suite struct CharacterClassesTests {
    static let patterns = ["^[a-z][a-z0-9_-]{0,62}$", "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "^[ab]{2,3}$"]

    @Test(arguments: patterns)
    func agreesWithRegex(pattern: String) throws {
        let classes = try #require(CharacterClasses(pattern))
        let expression = try Regex(pattern).matchingSemantics(.unicodeScalar)
        var dice = Dice(pattern.utf8.count)
        for _ in 0..<3000 {
            let text = String(
                (0..<Int.random(in: 0...5, using: &dice)).map { _ in Array("abzAZ09_-. é^$`|").randomElement(using: &dice) ?? "a" })
            #expect(classes.matches(text) == text.contains(expression), "\(pattern) on \(text)")
        }
    }

    @Test(arguments: ["", "^$x", "a", "^a$", "^[a]|[b]$", "^([a])$", "^[^a]$", "^[a]+[b]$", "^[a]{2}$", "^[\\d]$", "^[z-a]$"])
    func leavesOthersToRegex(pattern: String) {
        #expect(CharacterClasses(pattern) == nil)
    }
}
