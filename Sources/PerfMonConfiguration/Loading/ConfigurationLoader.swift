/// Reads, checks and compiles a configuration, and keeps everything that was found on the way.
package struct ConfigurationLoader: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// `nil` when the report has errors.
        package var plan: MonitoringPlan?
        package var report: DiagnosticReport
        fileprivate var origin: (root: Node, document: Document?, variables: [SettingPath: String])?

        /// Every value with its origin, those that are wrong among them; `nil` when there is no tree of values at all.
        package var effective: EffectiveConfiguration? {
            origin.map { EffectiveConfiguration(root: $0.root, document: $0.document, origins: $0.variables) }
        }
    }

    private let environment: EnvironmentVariables

    package init(environment: EnvironmentVariables) {
        self.environment = environment
    }

    /// What `choice` says.
    package func load(_ choice: FileChoice) -> Outcome {
        switch choice {
        case .file(let path): load(path: path)
        case .none: loadWithoutFile()
        case .ambiguous(let report): Outcome(report: report)
        }
    }

    /// No file: the defaults and the environment.
    package func loadWithoutFile() -> Outcome {
        finish(document: nil, folder: ".", report: DiagnosticReport(diagnostics: [], subject: "the environment"))
    }

    package func load(path: String) -> Outcome {
        let bytes: [UInt8]
        do {
            bytes = try FileAccess.read(path, limit: YAMLLimits.fileSize)
        } catch {
            if error.isTooLarge { return tooLarge(path) }
            return Outcome(report: .unreadable(path, error.description))
        }
        var outcome = load(SourceFile(name: path, bytes: bytes), folder: Self.folder(of: path))
        outcome.plan?.sourcePath = path
        return outcome
    }

    package func loadStandardInput() -> Outcome {
        do {
            let bytes = try FileAccess.read(descriptor: 0, limit: YAMLLimits.fileSize)
            return load(SourceFile(name: "<stdin>", bytes: bytes))
        } catch {
            if error.isTooLarge { return tooLarge("<stdin>") }
            return Outcome(report: .unreadable("<stdin>", error.description))
        }
    }

    /// Relative paths of `${file:…}` start at `folder`, which is that of the file unless given.
    package func load(_ source: SourceFile, folder: String? = nil) -> Outcome {
        let folder = folder ?? Self.folder(of: source.name)
        let document = Document(source, environment: environment, folder: folder)
        var report = DiagnosticReport(diagnostics: document.diagnostics, source: source, secrets: document.secrets)
        report.omitted = document.omitted
        return finish(document: document, folder: folder, report: report)
    }

    /// The environment over settings that were made in code.
    func load(over settings: Settings) -> Outcome {
        finish(over: settings, document: nil, folder: ".", report: DiagnosticReport(diagnostics: [], subject: "the environment"))
    }

    private func finish(
        over base: Settings = Settings(), document: Document?, folder: String, report: DiagnosticReport
    ) -> Outcome {
        var report = report
        var overlay = EnvironmentOverlay(environment, over: document?.root) { path throws(FileProblem) in
            try ReferencedFile.read(path, folder: folder)
        }
        overlay.isReadableByAll = { FileAccess.isReadableByAll(ReferencedFile.resolve($0, folder: folder)) }
        // What a generic variable names cannot be told from a file that cannot be read.
        overlay.apply(includingGeneric: document == nil || document?.root != nil)
        let settings = SettingsDecoder(overlay.root).settings(over: base)
        var compiler = PlanCompiler(settings)
        let plan = compiler.compile()

        let located = compiler.diagnostics.map { locate($0, overlay: overlay, document: document) }
        let fromFile = report.diagnostics.filter { !overrides($0, overlay) } + overridden(overlay, document: document)
        let failed = (fromFile + overlay.diagnostics).filter { $0.severity == .error }.map(\.path)
        report.diagnostics = fromFile + overlay.diagnostics
        report.diagnostics += located.filter { finding in
            !failed.contains { $0.isInside(finding.path) || Self.dependencies(of: finding.code).contains($0.components.first) }
        }
        if let source = report.source { report.diagnostics = Suppressions(source).apply(to: report.diagnostics) }
        report.arrange()
        let origin = (overlay.root, document, overlay.origins)
        guard var plan, !report.hasErrors else { return Outcome(report: report, origin: origin) }
        plan.warnings = report.diagnostics.filter { $0.severity == .warning }
        plan.restartValues = ConfigurationSchema.current.restartValues(in: overlay.root)
        return Outcome(plan: plan, report: report, origin: origin)
    }

    /// The sections that must be right before a finding says anything.
    private static func dependencies(of code: DiagnosticCode) -> [SettingPath.Component?] {
        switch code {
        case .unreachableRoute, .filteredRoute, .contradictoryLists, .nothingMonitored: [.key("routes"), .key("urls")]
        case .unusedNotifier, .unusedPipeline: [.key("notifiers"), .key("pipelines"), .key("routes")]
        case .idleFilter: [.key("thresholds"), .key("routes")]
        default: []
        }
    }

    /// A key that is missing in the file is not missing when a variable gives it.
    private func overrides(_ diagnostic: Diagnostic, _ overlay: EnvironmentOverlay) -> Bool {
        let needsValue: [DiagnosticCode] = [.missingKey, .nullValue, .unsetVariable, .unsetRequiredVariable]
        guard needsValue.contains(diagnostic.code) else { return false }
        return overlay.origins.keys.contains(diagnostic.path)
    }

    /// Keys of the file that have no effect because of a variable.
    private func overridden(_ overlay: EnvironmentOverlay, document: Document?) -> [Diagnostic] {
        overlay.origins.compactMap { path, variable in
            guard let document, !overlay.rejected.contains(path), let value = document.root?.value(at: path), !value.isNull,
                let place = document.place(of: path)
            else { return nil }
            return Diagnostic(
                .overriddenByVariable, "`\(path)` is overridden by `\(variable)`", label: "has no effect now", path: path,
                place: .file(place))
        }
    }

    /// Finds what in the file or the environment a finding about settings is about.
    private func locate(_ diagnostic: Diagnostic, overlay: EnvironmentOverlay, document: Document?) -> Diagnostic {
        var result = diagnostic
        for (message, path) in diagnostic.relatedSettings {
            if overlay.origins[path] == nil, let place = document?.place(of: path) { result.related.append(.init(message, at: place)) }
        }
        var path = diagnostic.path
        while !path.components.isEmpty {
            if let variable = overlay.origins[path] {
                result.place = overlay.place(of: variable)
                return result
            }
            if let place = document?.place(of: path) {
                result.place = .file(place)
                return result
            }
            path = path.parent
        }
        return result
    }

    private func tooLarge(_ path: String) -> Outcome {
        let source = SourceFile(name: path, bytes: [])
        return Outcome(report: DiagnosticReport(diagnostics: [TextInspector.tooLarge(source)], source: nil, subject: path))
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
