/// Lists and maps.
extension SchemaValidator {
    mutating func checkItems(_ items: [Node], _ node: Node, _ schema: JSONSchema, at location: Location) {
        if items.count < schema.itemCount.lowerBound {
            report(
                .wrongLength, "`\(name(of: location))` is empty", label: "expected at least \(schema.itemCount.lowerBound) item", node,
                at: location)
        }
        if items.count > schema.itemCount.upperBound {
            report(
                .wrongLength, "`\(name(of: location))` has too many items", label: "expected at most \(schema.itemCount.upperBound)", node,
                at: location)
        }
        if schema.hasUniqueItems { checkUnique(items, at: location) }
        guard let itemSchema = schema.items else { return }
        for (index, item) in items.enumerated() {
            validate(item, itemSchema, at: Location(path: location.path.appending(index)))
        }
    }

    private mutating func checkUnique(_ items: [Node], at location: Location) {
        var first: [String: Range<Int>] = [:]
        for (index, item) in items.enumerated() {
            guard let text = item.scalar?.text else { continue }
            if let range = first[text] {
                diagnostics.append(
                    Diagnostic(
                        .repeatedItem, "`\(name(of: location))` lists the same item twice", label: "the second one",
                        path: location.path.appending(index), place: .file(source.range(item.range)),
                        related: [.init("the first one", at: source.range(range))]))
            } else {
                first[text] = item.range
            }
        }
    }

    mutating func checkEntries(_ entries: [Entry], _ node: Node, _ schema: JSONSchema, at location: Location) {
        if entries.count < schema.propertyCount.lowerBound || entries.count > schema.propertyCount.upperBound {
            let allowed = schema.properties.map(\.name)
            return report(
                .wrongLength, "`\(location.path)` must have exactly one key", label: entries.isEmpty ? "no key" : "\(entries.count) keys",
                help: entries.isEmpty ? nil : "begin a list item of its own for each", allowed: allowed, node, at: location)
        }
        var suggested: Set<String> = []
        for entry in entries { check(entry, among: entries, schema, at: location, suggested: &suggested) }
        let present = Set(entries.map(\.key.text))
        for name in schema.required where !present.contains(name) && !suggested.contains(name) {
            reportMissing(name, node, at: location)
        }
    }

    private mutating func check(
        _ entry: Entry, among entries: [Entry], _ schema: JSONSchema, at location: Location, suggested: inout Set<String>
    ) {
        let key = entry.key.text
        let path = location.path.appending(key)
        let inner = Location(path: path, key: entry.key.range, isRequired: schema.required.contains(key))
        if let names = schema.propertyNames {
            let before = diagnostics.count
            let keyNode = Node(content: .scalar(Scalar(text: key, value: .text, isPlain: false)), range: entry.key.range)
            validate(keyNode, names, at: Location(path: path, key: entry.key.range, isRequired: true, isKey: true))
            if diagnostics.count > before { return }
        }
        if let property = schema.properties.first(where: { $0.name == key }) {
            if property.schema.annotations.isPlanned, !entry.value.isNull { warnOfPlannedKey(entry, at: path) }
            return validate(entry.value, property.schema, at: inner)
        }
        let matching = schema.patternProperties.filter { TextPattern.matches(key, $0.name) }
        if !matching.isEmpty {
            for property in matching { validate(entry.value, property.schema, at: inner) }
        } else if let additional = schema.additionalProperties {
            guard !additional.admitsAnything else { return validate(entry.value, additional, at: inner) }
            reportUnknown(entry, among: entries, schema, at: location, suggested: &suggested)
        }
    }

    private mutating func warnOfPlannedKey(_ entry: Entry, at path: SettingPath) {
        diagnostics.append(
            Diagnostic(
                .notEffectiveYet, "`\(path)` is checked, but this version of perfmon does not act on it yet", label: "has no effect",
                path: path, place: .file(source.range(entry.key.range))))
    }

    private mutating func reportUnknown(
        _ entry: Entry, among entries: [Entry], _ schema: JSONSchema, at location: Location, suggested: inout Set<String>
    ) {
        let key = entry.key.text
        let present = Set(entries.map(\.key.text))
        let names = schema.properties.map(\.name)
        let free = names.filter { !present.contains($0) }
        let nearest = EditDistance.nearest(to: key, in: free) ?? EditDistance.containing(key, in: free)
        var label = nearest.map { "did you mean `\($0)`?" }
        if let nearest {
            suggested.insert(nearest)
        } else if let place = self.schema.formerNames[key] {
            label = "this is called `\(place)` here"
        } else if let place = placeElsewhere(key, excluding: location.path) {
            label = place
        }
        let container = location.path.components.isEmpty ? "at the top level" : "in `\(location.path)`"
        diagnostics.append(
            Diagnostic(
                .unknownKey, "unknown key `\(Printable.text(key, limit: 60))` \(container)", label: label,
                path: location.path.appending(key), allowed: free.sorted(), place: .file(source.range(entry.key.range)),
                suggestion: nearest))
        // The value of a mistyped secret is a secret, too.
        if SecretNames.contains(key) || nearest.map(SecretNames.contains) ?? false { secrets.append(entry.value.range) }
    }

    /// Where a key, or the nearest other one, would be valid.
    private func placeElsewhere(_ key: String, excluding path: SettingPath) -> String? {
        let name = schema.places[key] != nil ? key : EditDistance.nearest(to: key, in: schema.places.keys.sorted())
        guard let name, let places = schema.places[name] else { return nil }
        let sections = places.prefix(2).map { place in
            place.hasSuffix(".\(name)") ? "`\(place.dropLast(name.count + 1))`" : "the top level"
        }
        return "`\(name)` belongs \(sections[0].hasPrefix("`") ? "under" : "at") \(sections.joined(separator: " or "))"
    }

    private mutating func reportMissing(_ name: String, _ node: Node, at location: Location) {
        let isRoot = location.path.components.isEmpty
        let container = isRoot ? "" : " in `\(location.path)`"
        var missing = location
        missing.path = location.path.appending(name)
        report(
            .missingKey, "the key `\(name)` is missing\(container)",
            label: isRoot ? nil : "needs `\(name)`",
            help: name == "version" ? "add the line `version: 1`" : isRoot ? "add `\(name):` with at least a `name`" : nil, node,
            at: missing)
    }
}
