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
            validate(item, itemSchema, at: Location(path: location.path.appending(index)))
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
                        path: location.path.appending(index), place: .file(source.range(item.range)),
                        related: [.init("the first one", at: source.range(range))]))
            } else {
                first[value] = item.range
            }
        }
    }

    mutating func checkEntries(_ entries: [Entry], _ node: Node, _ schema: JSONSchema, at location: Location) {
        guard schema.propertyCount.contains(entries.count) else { return reportKeyCount(entries.count, node, schema, at: location) }
        let present = Set(entries.map(\.key.text))
        var names = FreeNames(schema, present: present)
        for entry in entries { check(entry, schema, at: location, names: &names) }
        for name in schema.required where !present.contains(name) && !names.suggested.contains(name) {
            reportMissing(name, node, at: location)
        }
    }

    private mutating func check(_ entry: Entry, _ schema: JSONSchema, at location: Location, names: inout FreeNames) {
        let key = entry.key.text
        let path = location.path.appending(key)
        let inner = Location(path: path, key: entry.key.range, isRequired: schema.required.contains(key))
        if let names = schema.propertyNames {
            let before = errorCount
            let keyNode = Node(content: .scalar(Scalar(text: key, value: .text, isPlain: false)), range: entry.key.range)
            validate(keyNode, names, at: Location(path: path, key: entry.key.range, isRequired: true, isKey: true))
            if errorCount > before { return }
        }
        var matching = schema.patternProperties.filter { patterns.matches(key, $0.name) }
        if let property = schema.properties.first(where: { $0.name == key }) {
            if property.schema.annotations.isPlanned, !entry.value.isNull { warnOfPlannedKey(entry, at: path) }
            matching.append(property)
        }
        if !matching.isEmpty {
            for property in matching { validate(entry.value, property.schema, at: inner) }
        } else if let additional = schema.additionalProperties {
            guard !additional.admitsAnything else { return validate(entry.value, additional, at: inner) }
            reportUnknown(entry, at: location, names: &names)
        }
    }

    private mutating func reportKeyCount(_ count: Int, _ node: Node, _ schema: JSONSchema, at location: Location) {
        let bounds = schema.propertyCount
        let isExact = bounds.lowerBound == bounds.upperBound
        let limit = count < bounds.lowerBound ? bounds.lowerBound : bounds.upperBound
        let rule = isExact ? "exactly" : count < bounds.lowerBound ? "at least" : "at most"
        report(
            .wrongLength, "`\(location.path)` must have \(rule) \(limit == 1 ? "one key" : "\(limit) keys")",
            label: count == 0 ? "no key" : "\(count) keys",
            help: isExact && count > 1 ? "begin a list item of its own for each" : nil,
            allowed: schema.properties.map(\.name), node, at: location)
    }

    private mutating func warnOfPlannedKey(_ entry: Entry, at path: SettingPath) {
        add(
            Diagnostic(
                .notEffectiveYet, "`\(path)` is checked, but this version of perfmon does not act on it yet", label: "has no effect",
                path: path, place: .file(source.range(entry.key.range))))
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
