/// What differs between two configurations when all is said: `1s` and `1000ms` are the same, and so are an empty list
/// and none.
package struct EffectiveDifference {
    /// `- key: value` for what only the first one has, `+ key: value` for the second.
    package private(set) var lines: [String] = []

    private struct Value: Equatable {
        var text: String
        /// Equal for values that mean the same.
        var meaning: JSONValue

        static func == (a: Value, b: Value) -> Bool { a.meaning == b.meaning }
    }

    package init(_ first: EffectiveConfiguration, _ second: EffectiveConfiguration) {
        let old = Self.values(first)
        let new = Self.values(second)
        for path in Set(old.keys).union(new.keys).sorted() where old[path] != new[path] {
            if let value = old[path] { lines.append("- \(path): \(value.text)") }
            if let value = new[path] { lines.append("+ \(path): \(value.text)") }
        }
    }

    private static func values(_ effective: EffectiveConfiguration) -> [String: Value] {
        var values: [String: Value] = [:]
        for leaf in effective.leaves {
            let text = leaf.layers[0].text
            let meaning = leaf.meaning ?? .text(text)
            // An empty list says nothing, unless it replaces the list of a default or of a section.
            let isInRoute = leaf.path.components.count > 1 && leaf.path.components[0] == .key("routes")
            if !isInRoute, leaf.layers.allSatisfy({ $0.text == "[]" }) { continue }
            values[leaf.path.description] = Value(text: text, meaning: meaning)
        }
        return values
    }
}

extension ValueFormat {
    /// What a text of this format stands for.
    func meaning(of text: String) -> JSONValue? {
        switch self {
        case .duration: (try? DurationText.parse(text)).map { .number($0 / .nanoseconds(1)) }
        case .bytes: (try? ByteSizeText.parse(text)).map { .number(Double($0)) }
        case .share: (try? ShareText.parse(text)).map { .number($0) }
        default: nil
        }
    }
}
