/// Names that must be defined in another section.
extension SchemaValidator {
    mutating func noteReferences(_ node: Node, _ schema: JSONSchema, at location: Location) {
        guard let section = schema.annotations.reference else { return }
        for (index, item) in (node.items ?? [node]).enumerated() {
            guard let name = item.scalar?.text, !item.isNull else { continue }
            let path = node.items == nil ? path : path.appending(index)
            references.append(Reference(section: section, name: name, range: item.range, path: path))
        }
    }

    mutating func checkReferences(in root: Node) {
        for reference in references {
            let section = root[reference.section]
            let names = section?.entries?.map(\.key.text) ?? section?.items?.compactMap { $0["name"]?.scalar?.text } ?? []
            guard !names.contains(reference.name) else { continue }
            let nearest = EditDistance.nearest(to: reference.name, in: names)
            let sectionKey = root.entries?.first { $0.key.text == reference.section }?.key.range
            add(
                Diagnostic(
                    code(for: reference.section),
                    "`\(Printable.text(reference.name, limit: 60))` is not defined in `\(reference.section)`",
                    label: nearest.map { "did you mean `\($0)`?" },
                    help: sectionKey == nil ? "the file has no section `\(reference.section)`" : nil,
                    path: reference.path,
                    allowed: names,
                    place: .file(source.range(reference.range)),
                    related: sectionKey.map { [.init("\(reference.section) are defined here", at: source.range($0))] } ?? [],
                    suggestion: nearest
                )
            )
        }
    }

    private func code(for section: String) -> DiagnosticCode {
        switch section {
        case "notifiers": .undefinedNotifier
        case "pipelines": .undefinedPipeline
        default: .undefinedRoute
        }
    }
}
