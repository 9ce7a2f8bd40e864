/// Decides from a path whether a request is looked at.
package struct URLFilter: Sendable {
    private let include: PatternTrie
    private let exclude: PatternTrie

    /// With `precedence` `.include`, `exclude` counts only when `include` is empty.
    package init(include: [URLPattern], exclude: [URLPattern], precedence: Settings.URLSettings.Precedence) {
        self.include = PatternTrie(include)
        self.exclude = PatternTrie(include.isEmpty || precedence == .exclude ? exclude : [])
    }

    package func admits(_ path: String) -> Bool {
        if !include.isEmpty, !include.contains(path) { return false }
        return exclude.isEmpty || !exclude.contains(path)
    }
}
