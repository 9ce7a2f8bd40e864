extension PatternTrie {
    /// The state of one look-up. Its depth is at most the number of wildcards on one way through the trie.
    struct Search {
        let text: UnsafeBufferPointer<UInt8>
        /// The smallest index found so far.
        var best = Int32.max
    }

    /// `start` is behind what led to the node's parent.
    func visit(_ first: Int32, at start: Int, _ search: inout Search, _ accepts: (Int) -> Bool) {
        let text = search.text
        var index = first
        var offset = start
        while true {
            let node = nodes[Int(index)]
            guard node.first < search.best, let next = skip(node.label, of: text, at: offset) else { return }
            offset = next
            if !node.openEnds.isEmpty { take(node.openEnds, &search, accepts) }
            if !node.tails.isEmpty { takeTails(node.tails, at: offset, &search, accepts) }
            guard offset < text.count else { return take(node.ends, &search, accepts) }
            if node.segment >= 0 { visitSegment(node.segment, at: offset, &search, accepts) }
            if node.character >= 0 || !node.sets.isEmpty { visitCharacter(node, at: offset, &search, accepts) }
            guard let branch = branch(node.branches, text[offset]) else { return }
            index = branch
        }
    }

    private func skip(_ label: Range<Int32>, of text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
        let count = Int(label.upperBound) - Int(label.lowerBound)
        guard text.count - offset >= count else { return nil }
        let base = Int(label.lowerBound)
        for step in 0..<count where text[offset + step] != bytes[base + step] { return nil }
        return offset + count
    }

    private func branch(_ range: Range<Int32>, _ byte: UInt8) -> Int32? {
        var low = Int(range.lowerBound)
        var high = Int(range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            let candidate = branches[middle]
            if candidate.byte == byte { return candidate.node }
            if candidate.byte < byte { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private func take(_ range: Range<Int32>, _ search: inout Search, _ accepts: (Int) -> Bool) {
        for position in range {
            let index = ends[Int(position)]
            guard index < search.best else { return }
            if accepts(Int(index)) { search.best = index }
        }
    }

    private func takeTails(_ range: Range<Int32>, at offset: Int, _ search: inout Search, _ accepts: (Int) -> Bool) {
        for position in range {
            let index = tails[Int(position)].index
            guard index < search.best else { return }
            guard tails[Int(position)].pattern.matches(UnsafeBufferPointer(rebasing: search.text[offset...])), accepts(Int(index)) else {
                continue
            }
            search.best = index
        }
    }

    private func visitSegment(_ node: Int32, at offset: Int, _ search: inout Search, _ accepts: (Int) -> Bool) {
        let text = search.text
        var end = offset
        while end < text.count, text[end] != UInt8(ascii: "/") { end += 1 }
        if end > offset { visit(node, at: end, &search, accepts) }
    }

    private func visitCharacter(_ node: Node, at offset: Int, _ search: inout Search, _ accepts: (Int) -> Bool) {
        guard let scalar = URLPattern.scalar(in: search.text, at: offset) else { return }
        if node.character >= 0 { visit(node.character, at: scalar.end, &search, accepts) }
        for position in node.sets where sets[Int(position)].set.contains(scalar.value) {
            visit(sets[Int(position)].node, at: scalar.end, &search, accepts)
        }
    }
}
