/// Where a key would be valid that is not valid where it stands.
extension SchemaValidator {
    func isKnownElsewhere(_ key: String) -> Bool {
        schema.index.places[key] != nil || schema.index.formerNames[key] != nil || switchVariable(of: key) != nil
    }

    func alreadySet(_ entry: Entry) -> String {
        "`\(entry.key.text)` is already set on line \(source.position(of: entry.key.range.lowerBound).line)"
    }

    /// Where a key, or the most similar one, would be valid.
    func homeElsewhere(of key: String) -> String? {
        if let variable = switchVariable(of: key) { return "only the variable `\(variable)` sets this" }
        if let place = schema.index.formerNames[key] { return "this is called `\(relative(place))` here" }
        let name = schema.index.places[key] != nil ? key : EditDistance.nearest(to: key, in: schema.index.places.keys.sorted())
        guard let name, let places = schema.index.places[name] else { return nil }
        let here = genericPath.isEmpty ? name : "\(genericPath).\(name)"
        let others = places.filter { $0 != here }
        guard !others.isEmpty else { return homeInOtherType(of: name) }
        let sections = others.prefix(2).map { place in
            place.hasSuffix(".\(name)") ? "`\(place.dropLast(name.count + 1))`" : "the top level"
        }
        return "`\(name)` belongs \(others[0] == name ? "at" : "under") \(sections.joined(separator: " or "))"
    }

    /// A key that only notifiers of other types have.
    private func homeInOtherType(of name: String) -> String? {
        guard genericPath == "notifiers.<name>" else { return nil }
        let types = schema.notifierTypes.filter { type in schema.notifierProperties(type: type).contains { $0.name == name } }
        return types.isEmpty ? nil : "`\(name)` is for notifiers of the type \(types.map { "`\($0)`" }.joined(separator: " or "))"
    }

    /// The variable that sets what is no key of the file.
    private func switchVariable(of key: String) -> String? {
        guard path.components.isEmpty else { return nil }
        return EnvironmentBinding.all.first { $0.path == SettingPath([.key(key)]) }?.name
    }

    /// A place of the index, without the map that is being checked.
    private func relative(_ place: String) -> String {
        let here = genericPath + "."
        return place.hasPrefix(here) ? String(place.dropFirst(here.count)) : place
    }

    /// The path of the map that is being checked, as the index writes it.
    private var genericPath: String {
        var text = ""
        for (index, component) in path.components.enumerated() {
            switch component {
            case .key where index == 1 && ["notifiers", "pipelines"].contains(text): text += ".<name>"
            case .key(let key): text += (text.isEmpty ? "" : ".") + key
            case .index: text += "[]"
            }
        }
        return text
    }
}
