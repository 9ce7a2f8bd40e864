/// Decides from a path whether a request is looked at.
package struct URLFilter: Sendable {
    private let include: [URLPattern]
    private let exclude: [URLPattern]

    /// With `precedence` `.include`, `exclude` counts only when `include` is empty.
    package init(include: [URLPattern], exclude: [URLPattern], precedence: Settings.URLSettings.Precedence) {
        self.include = include
        self.exclude = include.isEmpty || precedence == .exclude ? exclude : []
    }

    package func admits(_ path: String) -> Bool {
        if !include.isEmpty, !include.contains(where: { $0.matches(path) }) { return false }
        return !exclude.contains { $0.matches(path) }
    }
}
