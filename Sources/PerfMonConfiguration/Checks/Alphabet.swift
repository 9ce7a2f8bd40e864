/// Characters that no step of the languages in question tells apart count as one letter.
struct Alphabet {
    /// The first character of each letter; a letter ends where the next one begins.
    private let starts: [UInt32]
    /// For each letter a character to show, and the letters in the order in which examples prefer them.
    let shown: [UInt32]
    let order: [Int]

    init(_ languages: [RequestLanguage]) {
        var bounds: Set<UInt32> = [1, RequestLanguage.separator, RequestLanguage.noHost]
        for step in languages.lazy.flatMap(\.sequences).joined() {
            for range in step.ranges {
                bounds.insert(range.lowerBound)
                bounds.insert(range.upperBound + 1)
            }
        }
        let starts = bounds.sorted()
        self.starts = starts
        shown = starts.indices.map { index in
            Self.character(in: starts[index]..<(index + 1 < starts.count ? starts[index + 1] : .max))
        }
        let shown = shown
        order = starts.indices.sorted { (Self.rank(shown[$0]), shown[$0]) < (Self.rank(shown[$1]), shown[$1]) }
    }

    /// Which letters a step takes.
    func letters(of step: RequestLanguage.Step) -> LetterSet {
        var set = LetterSet(count: starts.count)
        for range in step.ranges {
            var index = lowerBound(range.lowerBound)
            while index < starts.count, starts[index] <= range.upperBound {
                set.insert(index)
                index += 1
            }
        }
        return set
    }

    private func lowerBound(_ value: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static let preferred = Array("~x-_.0aA%é".unicodeScalars.map(\.value))

    private static func character(in range: Range<UInt32>) -> UInt32 {
        preferred.first { range.contains($0) } ?? (range.lowerBound < 0x21 && range.upperBound > 0x21 ? 0x21 : range.lowerBound)
    }

    private static func rank(_ character: UInt32) -> Int {
        preferred.firstIndex(of: character) ?? preferred.count
    }
}

/// A small set of whole numbers from 0.
struct LetterSet: Hashable {
    private(set) var words: [UInt64]

    init(count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    mutating func insert(_ element: Int) { words[element >> 6] |= 1 << UInt64(element & 63) }

    func contains(_ element: Int) -> Bool { words[element >> 6] >> UInt64(element & 63) & 1 == 1 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Calls back with each element, in ascending order.
    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
