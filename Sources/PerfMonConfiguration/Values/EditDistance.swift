/// Finds what a mistyped word was meant to be.
package enum EditDistance {
    /// The candidate that is nearest to `word`, if one is near enough: at most a third of its letters away.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased().unicodeScalars)
        guard typed.count <= 64 else { return nil }
        let isASCII = word.utf8.count == typed.count
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            // Nearly all names differ too much in length, which needs no look at their letters.
            if isASCII, abs(candidate.utf8.count - typed.count) > max(1, max(typed.count, candidate.utf8.count) / 3) { continue }
            let name = Array(candidate.lowercased().unicodeScalars)
            let limit = max(1, max(typed.count, name.count) / 3)
            guard abs(name.count - typed.count) <= limit else { continue }
            let distance = distance(typed, name)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The only candidate that `word` is a part of, as `webhook` is of `webhook_url`.
    package static func containing(_ word: String, in candidates: some Sequence<String>) -> String? {
        let matching = candidates.filter { $0.split(separator: "_").contains { $0 == word } }
        return matching.count == 1 ? matching.first : nil
    }

    /// Damerau–Levenshtein distance in its optimal string alignment form.
    package static func distance<Letter: Equatable>(_ a: [Letter], _ b: [Letter]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforePrevious = Array(repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        var current = beforePrevious
        for i in 1...a.count {
            current[0] = i
            for j in 1...b.count {
                var cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, beforePrevious[j - 2] + 1)
                }
                current[j] = cost
            }
            swap(&beforePrevious, &previous)
            swap(&previous, &current)
        }
        return previous[b.count]
    }
}
