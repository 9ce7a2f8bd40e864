/// Names that no variable can tell apart, apart from those of routes, of which there may be thousands: `team-chat` and `team_chat` are both `TEAM_CHAT` in `PERF__…`.
enum NameCheck {
    private struct Name {
        var text: String
        var path: SettingPath
    }

    static func run(_ settings: Settings) -> [Diagnostic] {
        clashes(settings.notifiers.map { Name(text: $0.name, path: SettingPath("notifiers").appending($0.name)) })
            + clashes(settings.pipelines.map { Name(text: $0.name, path: SettingPath("pipelines").appending($0.name)) })
            + clashes(settings.service.tags.keys.sorted().map { Name(text: $0, path: SettingPath("service.tags").appending($0)) })
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
            diagnostics.append(alike(other.text, at: other.path, name.text, at: name.path))
        }
        return diagnostics
    }

    /// Two names that differ, but not in variables.
    static func alike(_ first: String, at firstPath: SettingPath, _ second: String, at path: SettingPath) -> Diagnostic {
        func shown(_ name: String) -> String { Printable.text(name, limit: 60) }
        var diagnostic = Diagnostic(
            .duplicateName,
            "`\(shown(first))` and `\(shown(second))` have the same name in variables: `\(shown(GenericVariable.normalized(second)))`",
            label: "the second one", help: "rename one of them", path: path)
        diagnostic.relatedSettings = [("the first one", firstPath)]
        return diagnostic
    }

    /// A number that is equal for names that are the same in variables.
    static func hash(_ name: String) -> UInt64 {
        name.withBytes { bytes in
            bytes.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
                let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                let normalized = isLower ? byte & 0xDF : byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte
                return (hash ^ UInt64(normalized)) &* 0x100_0000_01b3
            }
        }
    }
}
