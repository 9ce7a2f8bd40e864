/// Collects patterns in a tree whose nodes stand for as many bytes as their patterns share, and lays it out flat.
struct PatternTrieBuilder {
    /// A node and the heads of its lists, whose links are in `links`; -1 ends a list.
    private struct Draft {
        var node = PatternTrie.Node()
        var firstChild: Int32 = -1
        /// The next child of the same parent, in the order of first bytes.
        var sibling: Int32 = -1
        var ends: Int32 = -1
        var openEnds: Int32 = -1
        var tails: Int32 = -1
        var sets: Int32 = -1

        /// Whether nothing begins or ends here yet.
        var isUnused: Bool {
            (firstChild & ends & openEnds & tails & sets & node.segment & node.character) == -1
        }
    }

    private struct Link {
        var value: Int32
        var next: Int32
    }

    /// How far an insertion has got: `depth` bytes into the label of a node.
    private struct Cursor {
        var draft: Int
        var depth: Int
    }

    private var drafts = [Draft()]
    private var labels: [UInt8] = []
    private var links: [Link] = []
    private var tails: [PatternTrie.Tail] = []
    private var sets: [PatternTrie.SetBranch] = []

    /// Patterns must come in the order of their precedence.
    mutating func insert(_ pattern: URLPattern, index: Int32) {
        insert(pattern.tokens, of: pattern, index: index)
        if !pattern.literal.isEmpty { insert(pattern.literal.map { .byte($0) }, of: pattern, index: index) }
    }

    private mutating func insert(_ tokens: [URLPattern.Token], of pattern: URLPattern, index: Int32) {
        var cursor = Cursor(draft: 0, depth: 0)
        drafts[0].node.first = min(drafts[0].node.first, index)
        var position = 0
        while position < tokens.count {
            if cursor.depth < drafts[cursor.draft].node.label.count {
                position = follow(tokens, from: position, at: &cursor)
                guard position < tokens.count else { break }
            }
            let token = tokens[position]
            position += 1
            if case .byte(let byte) = token {
                advance(&cursor, over: byte, index: index)
                continue
            }
            endLabel(at: &cursor)
            if token == .anyText {
                if position == tokens.count {
                    Self.link(index, to: &drafts[cursor.draft].openEnds, in: &links)
                } else {
                    tails.append(.init(index: index, pattern: pattern.tail(tokens[(position - 1)...])))
                    Self.link(Int32(tails.count - 1), to: &drafts[cursor.draft].tails, in: &links)
                }
                return
            }
            cursor = Cursor(draft: child(of: cursor.draft, for: token, of: pattern, index: index), depth: 0)
        }
        endLabel(at: &cursor)
        Self.link(index, to: &drafts[cursor.draft].ends, in: &links)
    }

    /// Goes on in the label of the node as long as it has the bytes of the pattern; the first token behind them.
    private func follow(_ tokens: [URLPattern.Token], from position: Int, at cursor: inout Cursor) -> Int {
        let label = drafts[cursor.draft].node.label
        var position = position
        while cursor.depth < label.count, position < tokens.count, case .byte(let byte) = tokens[position],
            labels[Int(label.lowerBound) + cursor.depth] == byte
        {
            cursor.depth += 1
            position += 1
        }
        return position
    }

    private mutating func advance(_ cursor: inout Cursor, over byte: UInt8, index: Int32) {
        let label = drafts[cursor.draft].node.label
        if cursor.depth < label.count {
            endLabel(at: &cursor)
        } else if drafts[cursor.draft].isUnused, Int(label.upperBound) == labels.count {
            // Only the pattern that is being inserted has come here so far.
            labels.append(byte)
            drafts[cursor.draft].node.label = label.lowerBound..<label.upperBound + 1
            cursor.depth += 1
            return
        }
        cursor = Cursor(draft: child(of: cursor.draft, for: byte, index: index), depth: 1)
    }

    /// Splits the node when the cursor is inside its label, so that something can begin or end there.
    private mutating func endLabel(at cursor: inout Cursor) {
        let draft = drafts[cursor.draft]
        let middle = draft.node.label.lowerBound + Int32(cursor.depth)
        guard middle < draft.node.label.upperBound else { return }
        var lower = draft
        lower.node.label = middle..<draft.node.label.upperBound
        lower.sibling = -1
        var upper = Draft()
        upper.node.label = draft.node.label.lowerBound..<middle
        upper.node.first = draft.node.first
        upper.firstChild = Int32(drafts.count)
        upper.sibling = draft.sibling
        drafts.append(lower)
        drafts[cursor.draft] = upper
    }

    /// The child whose label begins with a byte.
    private mutating func child(of parent: Int, for byte: UInt8, index: Int32) -> Int {
        var previous = -1
        var next = drafts[parent].firstChild
        while next >= 0 {
            let lead = labels[Int(drafts[Int(next)].node.label.lowerBound)]
            if lead == byte { return Int(next) }
            if lead > byte { break }
            previous = Int(next)
            next = drafts[Int(next)].sibling
        }
        let added = add(index: index)
        labels.append(byte)
        drafts[added].node.label = Int32(labels.count - 1)..<Int32(labels.count)
        drafts[added].sibling = next
        if previous < 0 { drafts[parent].firstChild = Int32(added) } else { drafts[previous].sibling = Int32(added) }
        return added
    }

    /// The child behind a wildcard for one character or segment.
    private mutating func child(of parent: Int, for wildcard: URLPattern.Token, of pattern: URLPattern, index: Int32) -> Int {
        switch wildcard {
        case .segment:
            if drafts[parent].node.segment < 0 { drafts[parent].node.segment = Int32(add(index: index)) }
            return Int(drafts[parent].node.segment)
        case .set(let position):
            let set = pattern.sets[Int(position)]
            if let known = values(of: drafts[parent].sets).first(where: { sets[Int($0)].set == set }) { return Int(sets[Int(known)].node) }
            sets.append(.init(set: set, node: Int32(add(index: index))))
            Self.link(Int32(sets.count - 1), to: &drafts[parent].sets, in: &links)
            return Int(sets[sets.count - 1].node)
        case .byte, .anyCharacter, .anyText:
            if drafts[parent].node.character < 0 { drafts[parent].node.character = Int32(add(index: index)) }
            return Int(drafts[parent].node.character)
        }
    }

    private mutating func add(index: Int32) -> Int {
        var draft = Draft()
        draft.node.first = index
        draft.node.label = Int32(labels.count)..<Int32(labels.count)
        drafts.append(draft)
        return drafts.count - 1
    }

    private static func link(_ value: Int32, to list: inout Int32, in links: inout [Link]) {
        links.append(Link(value: value, next: list))
        list = Int32(links.count - 1)
    }

    /// The values of a list in the order in which they were added.
    private func values(of list: Int32) -> [Int32] {
        guard list >= 0 else { return [] }
        var values: [Int32] = []
        var next = list
        while next >= 0 {
            values.append(links[Int(next)].value)
            next = links[Int(next)].next
        }
        values.reverse()
        return values
    }

    /// The tree as it is searched.
    consuming func build(into trie: inout PatternTrie) {
        trie.bytes = labels
        trie.tails.reserveCapacity(tails.count)
        trie.nodes.reserveCapacity(drafts.count)
        for draft in drafts {
            var node = draft.node
            node.ends = Self.append(values(of: draft.ends), to: &trie.ends)
            node.openEnds = Self.append(values(of: draft.openEnds), to: &trie.ends)
            node.tails = Self.append(values(of: draft.tails).map { tails[Int($0)] }, to: &trie.tails)
            node.sets = Self.append(values(of: draft.sets).map { sets[Int($0)] }, to: &trie.sets)
            node.branches = Self.append(branches(of: draft), to: &trie.branches)
            trie.nodes.append(node)
        }
    }

    private func branches(of draft: Draft) -> [PatternTrie.Branch] {
        var branches: [PatternTrie.Branch] = []
        var next = draft.firstChild
        while next >= 0 {
            let child = drafts[Int(next)]
            branches.append(.init(byte: labels[Int(child.node.label.lowerBound)], node: next))
            next = child.sibling
        }
        return branches
    }

    private static func append<Value>(_ values: [Value], to all: inout [Value]) -> Range<Int32> {
        let start = Int32(all.count)
        all += values
        return start..<Int32(all.count)
    }
}
