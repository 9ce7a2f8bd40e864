/// Words that name a secret, or are mistyped names of one.
enum SecretWord {
    private struct Name {
        var text: [UInt8]
        /// The bits of its letters.
        var letters: UInt32
    }

    private static let names = ["token", "password", "secret", "webhook_url", "routing_key", "value"].map { name in
        Name(text: Array(name.utf8), letters: letters(name.utf8))
    }
    private static let lengths = 3...16

    static func isNear(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= lengths.lowerBound else { return false }
        let lowercased = word.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        if SecretNames.contains(lowercased: lowercased) { return true }
        guard lengths.contains(lowercased.count) else { return false }
        let letters = letters(lowercased)
        return names.contains { isNear(lowercased, letters, to: $0) }
    }

    private static func isNear(_ word: [UInt8], _ letters: UInt32, to name: Name) -> Bool {
        let limit = max(1, max(word.count, name.text.count) / 3)
        // Each letter that the word does not have at all takes one change, so that most words need no more than this.
        guard abs(word.count - name.text.count) <= limit, (name.letters & ~letters).nonzeroBitCount <= limit else { return false }
        return EditDistance.distance(word, name.text) <= limit
    }

    private static func letters(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { $1 >= UInt8(ascii: "a") && $1 <= UInt8(ascii: "z") ? $0 | 1 << UInt32($1 - UInt8(ascii: "a")) : $0 }
    }
}
