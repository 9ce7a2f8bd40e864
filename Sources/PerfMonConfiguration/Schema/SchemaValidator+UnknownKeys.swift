/// Keys that are not valid where they stand.
extension SchemaValidator {
    /// The keys of a map that could still be added to it.
    struct FreeNames {
        private let schema: JSONSchema
        private let entries: [Entry]
        private lazy var present = Set(entries.map(\.key.text))
        /// Those that have been proposed in place of an unknown key, so that they do not count as missing, too.
        var suggested: Set<String> = []

        init(_ schema: JSONSchema, entries: [Entry]) {
            self.schema = schema
            self.entries = entries
        }

        private lazy var known = entries.filter { entry in schema.properties.contains { $0.name == entry.key.text } }
        lazy var ofSecrets = schema.properties.map(\.name).filter(SecretNames.contains)
        lazy var names = schema.properties.map(\.name).filter { !present.contains($0) }.sorted()

        /// The valid key of this map that an unknown one resembles.
        mutating func namesake(of key: String) -> Entry? {
            let name = EditDistance.nearest(to: key, in: known.map(\.key.text))
            return known.first { $0.key.text == name }
        }
    }

    /// Far more findings than are ever shown; behind them, looking for similar names would only cost time.
    private static let suggestionLimit = 4 * HumanRenderer.limit

    mutating func reportUnknown(_ entry: Entry, names: inout FreeNames) {
        let key = entry.key.text
        if findings.isFull {
            if SecretNames.contains(key) || path.components.first == .key("notifiers") { secrets.insert(entry.value.range) }
            return omitError()
        }
        let free = names.names
        let isSuggesting = diagnostics.count < Self.suggestionLimit
        let found = isSuggesting ? nearestName(to: key, in: free) : nil
        // Two keys cannot both become one.
        let nearest = found.flatMap { names.suggested.insert($0).inserted ? $0 : nil }
        let namesake = isSuggesting && found == nil && !isKnownElsewhere(key) ? names.namesake(of: key) : nil
        let container = path.components.isEmpty ? "at the top level" : "in `\(path)`"
        add(
            Diagnostic(
                .unknownKey, "unknown key `\(Printable.text(key, limit: 60))` \(container)",
                label: nearest.map { "did you mean `\($0)`?" } ?? namesake.map(alreadySet)
                    ?? (isSuggesting && found == nil ? homeElsewhere(of: key) : nil),
                path: path.appending(key), allowed: free, place: .file(source.range(entry.key.range)),
                suggestion: nearest))
        // The value of a mistyped secret is a secret, too, even where the secret itself is there as well.
        let isNearSecret = found.map(SecretNames.contains) ?? (path.components.first == .key("notifiers"))
        if SecretNames.contains(key) || isNearSecret || nearestName(to: key, in: names.ofSecrets) != nil {
            secrets.insert(entry.value.range)
        }
    }

    private func nearestName(to key: String, in names: [String]) -> String? {
        EditDistance.nearest(to: key, in: names) ?? EditDistance.containing(key, in: names)
    }
}
