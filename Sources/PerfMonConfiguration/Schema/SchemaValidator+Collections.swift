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
        for (index, item) in items.enumerated() {
            guard let itemSchema = index < schema.prefixItems.count ? schema.prefixItems[index] : schema.items else { break }
            path.components.append(.index(index))
            validate(item, itemSchema, at: Location())
            path.components.removeLast()
        }
    }

    private mutating func checkUnique(_ items: [Node], at location: Location) {
        var first: [JSONValue: Range<Int>] = [:]
        for (index, item) in items.enumerated() {
            let value = JSONValue(item)
            if let range = first[value] {
                add(
                    Diagnostic(
                        .repeatedItem, "`\(name(of: location))` lists the same item twice", label: "the second one",
                        path: path.appending(index), place: .file(source.range(item.range)),
                        related: [.init("the first one", at: source.range(range))]))
            } else {
                first[value] = item.range
            }
        }
    }

    mutating func checkEntries(_ entries: [Entry], _ node: Node, _ schema: JSONSchema, at location: Location) {
        guard schema.propertyCount.contains(entries.count) else { return reportKeyCount(entries.count, node, schema, at: location) }
        var names = FreeNames(schema, entries: entries)
        for entry in entries {
            path.components.append(.key(entry.key.text))
            let isKnown = check(entry, schema)
            path.components.removeLast()
            if !isKnown { reportUnknown(entry, names: &names) }
        }
        for name in schema.required where !entries.contains(where: { $0.key.text == name }) && !names.suggested.contains(name) {
            reportMissing(name, node, at: location)
        }
        for name in schema.requiredElsewhere {
            guard let entry = entries.first(where: { $0.key.text == name }), isAbsent(entry.value) else { continue }
            path.components.append(.key(name))
            validateNull(entry.value, schema, at: Location(key: entry.key.range, isRequired: true))
            path.components.removeLast()
        }
    }

    /// Whether nothing stands there. A variable that is not set has been meant to be something.
    private func isAbsent(_ node: Node) -> Bool {
        switch node.scalar?.origin {
        case .unset, .rejected: false
        default: nullIsAbsent && node.isNull
        }
    }

    /// `false` when nothing of the schema is about this key, and only such keys may stand here.
    private mutating func check(_ entry: Entry, _ schema: JSONSchema) -> Bool {
        let key = entry.key.text
        if let names = schema.propertyNames {
            let before = errorCount
            let keyNode = Node(content: .scalar(Scalar(text: key, value: .text, isPlain: false)), range: entry.key.range)
            validate(keyNode, names, at: Location(key: entry.key.range, isRequired: true, isKey: true))
            if errorCount > before { return true }
        }
        let location = Location(key: entry.key.range, isRequired: schema.required.contains(key))
        let property = schema.properties.firstIndex { $0.name == key }.map { schema.properties[$0].schema }
        if let property, property.annotations.isPlanned, !entry.value.isNull { warnOfPlannedKey(entry) }
        var isKnown = property != nil
        for other in schema.patternProperties where patterns.matches(key, other.name) {
            validate(entry.value, other.schema, at: location)
            isKnown = true
        }
        if let property { validate(entry.value, property, at: location) }
        guard !isKnown, let additional = schema.additionalProperties else { return true }
        guard additional.admitsAnything else { return false }
        validate(entry.value, additional, at: location)
        return true
    }

    private mutating func reportKeyCount(_ count: Int, _ node: Node, _ schema: JSONSchema, at location: Location) {
        let bounds = schema.propertyCount
        let isExact = bounds.lowerBound == bounds.upperBound
        let limit = count < bounds.lowerBound ? bounds.lowerBound : bounds.upperBound
        let rule = isExact ? "exactly" : count < bounds.lowerBound ? "at least" : "at most"
        report(
            .wrongLength, "`\(path)` must have \(rule) \(limit == 1 ? "one key" : "\(limit) keys")",
            label: count == 0 ? "no key" : "\(count) keys",
            help: isExact && count > 1 ? "begin a list item of its own for each" : nil,
            allowed: schema.properties.map(\.name), node, at: location)
    }

    private mutating func warnOfPlannedKey(_ entry: Entry) {
        add(
            Diagnostic(
                .notEffectiveYet, "`\(path)` is checked, but this version of perfmon does not act on it yet", label: "has no effect",
                path: path, place: .file(source.range(entry.key.range))))
    }

    private mutating func reportMissing(_ name: String, _ node: Node, at location: Location) {
        let isRoot = path.components.isEmpty
        let container = isRoot ? "" : " in `\(path)`"
        path.components.append(.key(name))
        defer { path.components.removeLast() }
        report(
            .missingKey, "the key `\(name)` is missing\(container)",
            label: isRoot ? nil : "needs `\(name)`",
            help: name == "version" ? "add the line `version: 1`" : isRoot ? "add `\(name):` with at least a `name`" : nil, node,
            at: location)
    }
}
