/// A nondeterministic automaton for the union of some languages. Its states are the places between steps.
struct LanguageAutomaton {
    private let letters: [LetterSet]
    private let repeats: [Bool]
    private let isEnd: [Bool]
    let start: LetterSet
    /// States behind which every rest of a word is accepted.
    private let open: LetterSet

    init(_ languages: [RequestLanguage], alphabet: Alphabet) {
        var letters: [LetterSet] = []
        var repeats: [Bool] = []
        var isEnd: [Bool] = []
        var starts: [Int] = []
        var openStates: [Int] = []
        for sequence in languages.lazy.flatMap(\.sequences) {
            starts.append(letters.count)
            for (index, step) in sequence.enumerated() {
                if index == sequence.count - 1, step.repeats, step.ranges == [1...0x10_FFFF] { openStates.append(letters.count) }
                letters.append(alphabet.letters(of: step))
                repeats.append(step.repeats)
                isEnd.append(false)
            }
            letters.append(LetterSet(count: 1))
            repeats.append(false)
            isEnd.append(true)
        }
        self.letters = letters
        self.repeats = repeats
        self.isEnd = isEnd
        var open = LetterSet(count: letters.count)
        openStates.forEach { open.insert($0) }
        self.open = open
        var start = LetterSet(count: letters.count)
        for state in starts { Self.enter(state, repeats: repeats, into: &start) }
        self.start = start
    }

    /// The states after one more letter.
    func step(_ states: LetterSet, _ letter: Int) -> LetterSet {
        var next = LetterSet(count: letters.count)
        states.forEach { state in
            guard !isEnd[state], letters[state].contains(letter) else { return }
            Self.enter(repeats[state] ? state : state + 1, repeats: repeats, into: &next)
        }
        return next
    }

    func accepts(_ states: LetterSet) -> Bool {
        var found = false
        states.forEach { if isEnd[$0] { found = true } }
        return found
    }

    /// Whether whatever follows is accepted, too.
    func acceptsEverything(_ states: LetterSet) -> Bool {
        zip(states.words, open.words).contains { $0 & $1 != 0 }
    }

    /// A step that may be left out is passed at once.
    private static func enter(_ state: Int, repeats: [Bool], into states: inout LetterSet) {
        var state = state
        states.insert(state)
        while repeats[state] {
            state += 1
            states.insert(state)
        }
    }
}
