/// The variables that there are: the short names, and the generic names that are set.
package enum VariableList {
    package static func all(for effective: EffectiveConfiguration) -> [(name: String, path: String)] {
        let short = EnvironmentBinding.all.map { ($0.name, $0.path.description) }
        let generic = effective.leaves.compactMap { leaf -> (String, String)? in
            guard case .environment(let name) = leaf.layers[0].origin, name.hasPrefix(GenericVariable.prefix) else { return nil }
            return (name, leaf.path.description)
        }
        return short + generic
    }
}
