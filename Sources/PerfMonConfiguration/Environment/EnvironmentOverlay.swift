/// Puts the `PERF_*` variables over settings that come from the file or the defaults.
struct EnvironmentOverlay {
    let environment: EnvironmentVariables
    private(set) var diagnostics: [Diagnostic] = []
    /// The variables that set something, by the path of what they set.
    private(set) var origins: [SettingPath: String] = [:]

    /// The variable that chooses the file; it overrides no setting.
    static let fileVariable = "PERF_CONFIG_FILE"
    /// Variables that belong to the `perf` of Linux.
    private static let foreign: Set<String> = ["PERF_PAGER", "PERF_CONFIG", "PERF_BUILDID_DIR", "PERF_EXEC_PATH"]

    init(_ environment: EnvironmentVariables) {
        self.environment = environment
    }

    mutating func apply(to settings: inout Settings) {
        for binding in EnvironmentBinding.all {
            guard let text = environment[binding.name] else { continue }
            origins[binding.path] = binding.name
            do {
                try binding.apply(text, &settings)
            } catch {
                diagnostics.append(
                    Diagnostic(
                        .badVariable,
                        "the value of `\(binding.name)` \(error.reason)",
                        label: error.hint,
                        path: binding.path,
                        place: place(of: binding.name)
                    )
                )
            }
        }
        warnOfUnknownNames()
    }

    func place(of variable: String) -> Place {
        .environment(name: variable, value: environment[variable].map { Printable.text($0) })
    }

    private mutating func warnOfUnknownNames() {
        let known = EnvironmentBinding.all.map(\.name) + [Self.fileVariable]
        for name in environment.names where name.hasPrefix("PERF_") && !known.contains(name) && !Self.foreign.contains(name) {
            guard environment[name] != nil else { continue }
            let nearest = EditDistance.nearest(to: name, in: known)
            diagnostics.append(
                Diagnostic(
                    .unknownVariable,
                    "perfmon knows no variable `\(Printable.text(name))`; it has no effect",
                    label: nearest.map { "did you mean `\($0)`?" },
                    help: nearest == nil ? "the variables are \(known.joined(separator: ", "))" : nil,
                    place: .environment(name: Printable.text(name), value: nil),
                    suggestion: nearest
                )
            )
        }
    }
}
