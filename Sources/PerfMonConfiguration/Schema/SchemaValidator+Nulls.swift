/// Values that are not there, and what made them disappear.
extension SchemaValidator {
    mutating func validateNull(_ node: Node, _ schema: JSONSchema, at location: Location) {
        let isSecret = schema.annotations.isSecret
        if node.scalar?.origin == .file, !node.range.isEmpty, source.bytes[node.range.lowerBound] == UInt8(ascii: "&") {
            let quoted = isSecret ? nil : QuotedText.repair(node.range, of: source)
            return report(
                .needsQuotes, "a text that starts with `&` must be quoted",
                label: quoted.map { "write \(Printable.text($0, limit: 40))" } ?? "quote it", node, at: location, suggestion: quoted)
        }
        if let comment = comment(inPlaceOf: node, at: location) {
            let isWhole = comment.rest.isEmpty || comment.rest.hasPrefix("#")
            let quoted = isSecret || !isWhole ? nil : QuotedText.quote(comment.word)
            return add(
                Diagnostic(
                    .looksLikeComment, "`\(name(of: location))` has no value, for `#` begins a comment",
                    label: quoted.map { "write \(Printable.text($0, limit: 40))" } ?? "quote it", path: path,
                    place: .file(source.range(comment.range)), suggestion: quoted))
        }
        let isItem = if case .index = path.components.last { true } else { false }
        guard location.isRequired || isItem else { return }
        report(.nullValue, "`\(path)` needs a value", label: "nothing stands here", node, at: location)
    }

    /// The first word of a comment that begins where the value should, without a blank behind its `#`.
    private func comment(inPlaceOf node: Node, at location: Location) -> (word: String, range: Range<Int>, rest: String)? {
        guard node.scalar?.origin == .file, node.range.isEmpty else { return nil }
        // Between braces, YAML sees a value that is missing only where the next one begins.
        let start = location.key?.upperBound ?? node.range.lowerBound
        let line = source.line(source.lineIndex(of: start))
        let text = source.text(start..<max(start, line.upperBound)).drop { $0 == " " || $0 == ":" }
        guard text.hasPrefix("#"), let next = text.dropFirst().first, next != " ", next != "#" else { return nil }
        let word = String(text.prefix { !" \t,}]".contains($0) })
        let rest = text.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
        let offset = line.upperBound - text.utf8.count
        return (word, offset..<offset + word.utf8.count, String(rest))
    }
}
