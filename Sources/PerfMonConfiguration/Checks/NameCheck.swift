/// Names that no variable can tell apart: `team-chat` and `team_chat` are both `TEAM_CHAT` in `PERF__…`.
enum NameCheck {
    private struct Name {
        var text: String
        var path: SettingPath
    }

    static func run(_ settings: Settings) -> [Diagnostic] {
        let routes = settings.routes.enumerated().compactMap { index, route in
            route.name.map { Name(text: $0, path: SettingPath(route: index).appending("name")) }
        }
        return clashes(settings.notifiers.map { Name(text: $0.name, path: SettingPath("notifiers").appending($0.name)) })
            + clashes(settings.pipelines.map { Name(text: $0.name, path: SettingPath("pipelines").appending($0.name)) })
            + clashes(settings.service.tags.keys.sorted().map { Name(text: $0, path: SettingPath("service.tags").appending($0)) })
            + clashes(routes)
    }

    private static func clashes(_ names: [Name]) -> [Diagnostic] {
        guard names.count > 1 else { return [] }
        var first: [String: Name] = [:]
        first.reserveCapacity(names.count)
        var diagnostics: [Diagnostic] = []
        for name in names {
            let normalized = GenericVariable.normalized(name.text)
            guard let other = first[normalized] else {
                first[normalized] = name
                continue
            }
            // The same name twice is a mistake of its own.
            guard other.text != name.text else { continue }
            var diagnostic = Diagnostic(
                .duplicateName,
                "`\(shown(other))` and `\(shown(name))` have the same name in variables: `\(Printable.text(normalized, limit: 60))`",
                label: "the second one", help: "rename one of them", path: name.path)
            diagnostic.relatedSettings = [("the first one", other.path)]
            diagnostics.append(diagnostic)
        }
        return diagnostics
    }

    private static func shown(_ name: Name) -> String { Printable.text(name.text, limit: 60) }
}
