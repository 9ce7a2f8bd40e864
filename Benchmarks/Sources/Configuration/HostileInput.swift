/// A file that is meant to do harm.
struct HostileInput {
    var name: String
    var bytes: [UInt8]

    static let all = [
        HostileInput(name: "alias bomb", bytes: Array(bomb.utf8)),
        HostileInput(name: "200,000 nested brackets", bytes: Array(repeating: UInt8(ascii: "["), count: 200_000)),
        HostileInput(name: "10 MB", bytes: Array(repeating: UInt8(ascii: "a"), count: 10_000_000)),
        HostileInput(name: "NUL", bytes: padded("version: 1\0\n")),
        HostileInput(name: "Latin-1", bytes: padded("name: caf") + [0xE9, 0x0A]),
        HostileInput(name: "UTF-16", bytes: [0xFF, 0xFE] + padded("a").flatMap { [$0, 0] }),
        HostileInput(name: "1 MiB of unknown keys", bytes: Array(unknownKeys.utf8)),
        HostileInput(name: "deep aliases", bytes: Array(tower.utf8)),
        HostileInput(name: "8,000 unknown keys in one line", bytes: Array(unknownKeysInOneLine.utf8)),
        HostileInput(
            name: "60,000 equal keys in one line", bytes: Array("\(head)x-a: {\(String(repeating: "k: 1,", count: 60_000))}\n".utf8)),
        HostileInput(name: "60,000 unknown lines", bytes: Array((head + (0..<60_000).map { "k\($0): 1\n" }.joined()).utf8)),
        HostileInput(name: "50 maps of 1,000 unknown keys", bytes: Array(unknownKeysInRoutes.utf8)),
        HostileInput(name: "500,000 times 0xFF", bytes: Array("\(head)# ".utf8) + Array(repeating: 0xFF, count: 500_000)),
        HostileInput(name: "200,000 nested braces", bytes: Array(String(repeating: "{a: ", count: 200_000).utf8)),
    ]

    /// Behind a thousand routes, so that there is something to read.
    private static func padded(_ text: String) -> [UInt8] {
        Array(Samples.routes(1000).utf8) + Array(text.utf8)
    }

    private static let head = "version: 1\nservice: { name: shop }\n"

    private static var unknownKeysInOneLine: String {
        "version: 1\nservice: { \((0..<8000).map { "k\($0): 1" }.joined(separator: ", ")) }\n"
    }

    private static var unknownKeysInRoutes: String {
        let keys = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
        return head + "routes:\n" + (0..<50).map { "  - { match: /\($0), \(keys) }\n" }.joined()
    }

    private static var bomb: String {
        var text = "x-0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 { text += "x-\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n" }
        return text
    }

    private static var tower: String {
        var text = "x-0: &a0 [x]\n"
        for level in 1..<5000 { text += "x-\(level): &a\(level) [*a\(level - 1)]\n" }
        return text
    }

    private static var unknownKeys: String {
        var text = "version: 1\n"
        var index = 0
        while text.utf8.count < 1_040_000 {
            text += "k\(index): 1\n"
            index += 1
        }
        return text
    }
}
