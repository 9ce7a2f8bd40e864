/// Finds the first of many patterns that matches a text, in one pass over the text's bytes and without allocation.
///
/// Patterns share their common beginnings. From each node there is one way for each next byte, one for `{name}`, one
/// for `?`, and one for each set; a look-up follows those that fit and leaves out subtrees that hold no earlier pattern
/// than the best one found. So its time depends on the text, not on the number of patterns. The worst case are patterns
/// with text behind a `*`, such as `/a/*/b`: those that share everything before the `*` are tried one after another.
struct PatternTrie: Sendable {
    struct Node: Sendable {
        /// The bytes that lead here, in `bytes`.
        var label: Range<Int32> = 0..<0
        /// Of `branches`, in the order of their first bytes.
        var branches: Range<Int32> = 0..<0
        /// `{name}`
        var segment: Int32 = -1
        /// `?`
        var character: Int32 = -1
        /// Of `sets`.
        var sets: Range<Int32> = 0..<0
        /// Of `ends`: patterns that end here.
        var ends: Range<Int32> = 0..<0
        /// Of `ends`: patterns that end here with `*`.
        var openEnds: Range<Int32> = 0..<0
        /// Of `tails`.
        var tails: Range<Int32> = 0..<0
        /// The smallest index of a pattern below.
        var first: Int32 = .max
    }

    struct Branch: Sendable {
        var byte: UInt8
        var node: Int32
    }

    struct SetBranch: Sendable {
        var set: URLPattern.CharacterSet
        var node: Int32
    }

    /// A pattern with more behind its first `*`.
    struct Tail: Sendable {
        var index: Int32
        var pattern: URLPattern
    }

    var nodes: [Node] = []
    var bytes: [UInt8] = []
    var branches: [Branch] = []
    var sets: [SetBranch] = []
    var ends: [Int32] = []
    var tails: [Tail] = []

    /// `patterns` in the order of their precedence.
    init(_ patterns: [URLPattern]) {
        guard !patterns.isEmpty else { return }
        var builder = PatternTrieBuilder()
        for (index, pattern) in patterns.enumerated() { builder.insert(pattern, index: Int32(index)) }
        builder.build(into: &self)
    }

    var isEmpty: Bool { ends.isEmpty && tails.isEmpty }

    func contains(_ text: String) -> Bool {
        firstMatch(text) { _ in true } != nil
    }

    /// The index of the first pattern that matches and that `accepts` takes.
    func firstMatch(_ text: String, where accepts: (Int) -> Bool) -> Int? {
        guard !nodes.isEmpty else { return nil }
        return text.withBytes { bytes in
            var search = Search(text: bytes)
            visit(0, at: 0, &search, accepts)
            return search.best == .max ? nil : Int(search.best)
        }
    }
}
