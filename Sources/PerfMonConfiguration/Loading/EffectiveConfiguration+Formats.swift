/// How the effective values are written.
extension EffectiveConfiguration {
    /// A file of YAML that says all of it; with origins, each as a comment.
    package static func yaml(_ leaves: [Leaf], origins: Bool) -> String {
        lines(of: Branch(leaves), indent: 0, origins: origins).map { $0 + "\n" }.joined()
    }

    /// One object of JSON: the values as a file would nest them, or with origins each under its path.
    package static func json(_ leaves: [Leaf], origins: Bool) -> String {
        guard origins else { return JSONWriter.text(tree(Branch(leaves))) + "\n" }
        let entries = leaves.map { leaf -> (String, Node) in
            let layers = leaf.layers.map { layer in
                JSONValue.object(["value": layer.value, "origin": .text(layer.origin.description)]).node
            }
            let own = layers.first?.entries ?? []
            return (
                leaf.path.description,
                JSONTree.map(own.map { ($0.key.text, $0.value) } + [("overrides", JSONTree.list(Array(layers.dropFirst())))])
            )
        }
        return JSONWriter.text(JSONTree.map(entries)) + "\n"
    }

    /// A value, or what lies below a key, in the order of the leaves.
    private struct Branch {
        var leaf: Leaf?
        var children: [(step: SettingPath.Component, branch: Branch)] = []

        init(_ leaves: [Leaf], depth: Int = 0) {
            var order: [SettingPath.Component] = []
            var below: [SettingPath.Component: [Leaf]] = [:]
            for leaf in leaves {
                guard depth < leaf.path.components.count else {
                    self.leaf = leaf
                    continue
                }
                let step = leaf.path.components[depth]
                if below[step] == nil { order.append(step) }
                below[step, default: []].append(leaf)
            }
            children = order.map { ($0, Branch(below[$0] ?? [], depth: depth + 1)) }
        }

        var isList: Bool {
            if case .index = children.first?.step { true } else { false }
        }
    }

    private static func tree(_ branch: Branch) -> Node {
        if branch.children.isEmpty { return branch.leaf?.layers.first?.value.node ?? JSONTree.map([]) }
        if branch.isList { return JSONTree.list(branch.children.map { tree($0.branch) }) }
        return JSONTree.map(branch.children.map { (name(of: $0.step), tree($0.branch)) })
    }

    private static func lines(of branch: Branch, indent: Int, origins: Bool) -> [String] {
        let margin = String(repeating: " ", count: indent)
        return branch.children.flatMap { step, branch -> [String] in
            let isItem = if case .index = step { true } else { false }
            let head = isItem ? "\(margin)-" : "\(margin)\(YAMLWriter.scalar(name(of: step), inFlow: false)):"
            if branch.children.isEmpty, let leaf = branch.leaf, let layer = leaf.layers.first {
                let line = "\(head) \(YAMLWriter.line(layer.value))"
                return [origins ? line + leaf.originComment(behind: line.count) : line]
            }
            let inner = lines(of: branch, indent: indent + 2, origins: origins)
            guard isItem, let first = inner.first else { return [head] + inner }
            return ["\(margin)- \(first.dropFirst(indent + 2))"] + inner.dropFirst()
        }
    }

    private static func name(of step: SettingPath.Component) -> String {
        switch step {
        case .key(let name): name
        case .index(let index): String(index)
        }
    }
}

extension EffectiveConfiguration.Leaf {
    /// Where the value comes from, and what it overrides, behind a line of this length.
    package func originComment(behind width: Int) -> String {
        guard let first = layers.first else { return "" }
        let overridden = layers.dropFirst().map { "\($0.text) (\($0.origin))" }
        return String(repeating: " ", count: max(2, 48 - width)) + "# \(first.origin)"
            + (overridden.isEmpty ? "" : ", over \(overridden.joined(separator: ", "))")
    }
}
