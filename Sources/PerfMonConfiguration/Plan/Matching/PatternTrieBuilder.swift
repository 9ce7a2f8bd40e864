/// Collects patterns in a tree of one byte or wildcard each, and lays it out flat.
struct PatternTrieBuilder {
    private final class Draft {
        var branches: [UInt8: Draft] = [:]
        var segment: Draft?
        var character: Draft?
        var sets: [(set: URLPattern.CharacterSet, node: Draft)] = []
        var ends: [Int32] = []
        var openEnds: [Int32] = []
        var tails: [PatternTrie.Tail] = []
        var first = Int32.max

        var isPassage: Bool {
            branches.count == 1 && segment == nil && character == nil && sets.isEmpty && ends.isEmpty && openEnds.isEmpty && tails.isEmpty
        }
    }

    private let root = Draft()

    func insert(_ pattern: URLPattern, index: Int32) {
        insert(pattern.tokens, of: pattern, index: index)
        if !pattern.literal.isEmpty { insert(pattern.literal.map { .byte($0) }, of: pattern, index: index) }
    }

    private func insert(_ tokens: [URLPattern.Token], of pattern: URLPattern, index: Int32) {
        var node = root
        node.first = min(node.first, index)
        for (position, token) in tokens.enumerated() {
            if token == .anyText {
                let rest = Array(tokens[(position + 1)...])
                if rest.isEmpty {
                    node.openEnds.append(index)
                } else {
                    node.tails.append(.init(index: index, pattern: pattern.tail(tokens[position...])))
                }
                return
            }
            node = Self.child(of: node, for: token)
            node.first = min(node.first, index)
        }
        node.ends.append(index)
    }

    private static func child(of node: Draft, for token: URLPattern.Token) -> Draft {
        switch token {
        case .byte(let byte):
            let child = node.branches[byte] ?? Draft()
            node.branches[byte] = child
            return child
        case .segment:
            let child = node.segment ?? Draft()
            node.segment = child
            return child
        case .set(let set):
            if let known = node.sets.first(where: { $0.set == set }) { return known.node }
            let child = Draft()
            node.sets.append((set, child))
            return child
        case .anyCharacter, .anyText:
            let child = node.character ?? Draft()
            node.character = child
            return child
        }
    }

    /// Without recursion: a pattern may have thousands of bytes.
    func build(into trie: inout PatternTrie) {
        var pending: [(draft: Draft, node: Int, lead: UInt8?)] = [(root, 0, nil)]
        trie.nodes = [PatternTrie.Node()]
        while let (draft, index, lead) = pending.popLast() {
            var end = draft
            let labelStart = Int32(trie.bytes.count)
            if let lead { trie.bytes.append(lead) }
            while end.isPassage, let (byte, next) = end.branches.first {
                trie.bytes.append(byte)
                end = next
            }
            var node = PatternTrie.Node()
            node.label = labelStart..<Int32(trie.bytes.count)
            node.first = draft.first
            node.ends = append(end.ends, to: &trie)
            node.openEnds = append(end.openEnds, to: &trie)
            let tails = Int32(trie.tails.count)
            trie.tails += end.tails
            node.tails = tails..<Int32(trie.tails.count)
            func reserve(_ child: Draft, lead: UInt8? = nil) -> Int32 {
                trie.nodes.append(PatternTrie.Node())
                pending.append((child, trie.nodes.count - 1, lead))
                return Int32(trie.nodes.count - 1)
            }
            let branches = Int32(trie.branches.count)
            for (byte, child) in end.branches.sorted(by: { $0.key < $1.key }) {
                trie.branches.append(.init(byte: byte, node: reserve(child, lead: byte)))
            }
            node.branches = branches..<Int32(trie.branches.count)
            node.segment = end.segment.map { reserve($0) } ?? -1
            node.character = end.character.map { reserve($0) } ?? -1
            let sets = Int32(trie.sets.count)
            for (set, child) in end.sets { trie.sets.append(.init(set: set, node: reserve(child))) }
            node.sets = sets..<Int32(trie.sets.count)
            trie.nodes[index] = node
        }
    }

    private func append(_ indices: [Int32], to trie: inout PatternTrie) -> Range<Int32> {
        let start = Int32(trie.ends.count)
        trie.ends += indices
        return start..<Int32(trie.ends.count)
    }
}
