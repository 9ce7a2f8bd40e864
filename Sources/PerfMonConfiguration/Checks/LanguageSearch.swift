/// Looks for a word of one language that some others have and some do not. The answer is exact: the sets of states that
/// the automata can be in are worked out as far as the search needs them.
struct LanguageSearch {
    enum Answer: Equatable {
        /// There is such a word: this host and path.
        case word(host: String?, path: String)
        /// There is none.
        case none
        /// The search would take too long.
        case undecided
    }

    private struct Configuration: Hashable {
        var inside: LetterSet
        var within: LetterSet
        var outside: LetterSet
    }

    /// How many sets of states may still be worked out.
    private(set) var budget: Int

    init(budget: Int) {
        self.budget = budget
    }

    /// A word of `language`, of one of `within` unless that is `nil`, and of none of `outside`.
    mutating func find(in language: RequestLanguage, within: [RequestLanguage]?, outside: [RequestLanguage]) -> Answer {
        let alphabet = Alphabet([language] + (within ?? []) + outside)
        let inside = LanguageAutomaton([language], alphabet: alphabet)
        let allowed = LanguageAutomaton(within ?? [], alphabet: alphabet)
        let forbidden = LanguageAutomaton(outside, alphabet: alphabet)
        let first = Configuration(inside: inside.start, within: allowed.start, outside: forbidden.start)
        var seen: Set<Configuration> = [first]
        var queue: [(configuration: Configuration, letter: Int, parent: Int)] = [(first, -1, -1)]
        var next = 0
        while next < queue.count {
            let current = queue[next].configuration
            let isWord = inside.accepts(current.inside) && (within == nil || allowed.accepts(current.within))
            if isWord, !forbidden.accepts(current.outside) { return word(queue.map { ($0.letter, $0.parent) }, next, alphabet) }
            for letter in alphabet.order {
                let states = inside.step(current.inside, letter)
                guard !states.isEmpty else { continue }
                guard budget > 0 else { return .undecided }
                budget -= 1
                let configuration = Configuration(
                    inside: states, within: allowed.step(current.within, letter), outside: forbidden.step(current.outside, letter))
                guard within == nil || !configuration.within.isEmpty, !forbidden.acceptsEverything(configuration.outside) else { continue }
                if seen.insert(configuration).inserted { queue.append((configuration, letter, next)) }
            }
            next += 1
        }
        return .none
    }

    private func word(_ steps: [(letter: Int, parent: Int)], _ last: Int, _ alphabet: Alphabet) -> Answer {
        var characters: [UInt32] = []
        var index = last
        while steps[index].parent >= 0 {
            characters.append(alphabet.shown[steps[index].letter])
            index = steps[index].parent
        }
        characters.reverse()
        let separator = characters.firstIndex(of: RequestLanguage.separator) ?? 0
        let host = characters[..<separator]
        return .word(
            host: host.first == RequestLanguage.noHost ? nil : text(host), path: text(characters[(separator + 1)...]))
    }

    private func text(_ characters: ArraySlice<UInt32>) -> String {
        String(String.UnicodeScalarView(characters.compactMap(Unicode.Scalar.init)))
    }
}
