/// The steps of loading a file, one by one, so that a benchmark can say what each of them costs.
@_spi(Benchmarks) public enum LoadingSteps {
    /// Loads a valid configuration, with each step inside a call of `measure`.
    public static func run(yaml: String, measure: (_ step: String, _ body: () -> Void) -> Void) {
        var source = SourceFile(name: "perfmon.yaml", bytes: [])
        measure("read") {
            source = SourceFile(name: "perfmon.yaml", bytes: Array(yaml.utf8))
            _ = TextInspector.problem(in: source)
        }
        var events: [YAMLEvent] = []
        events.reserveCapacity(source.bytes.count / 4)
        measure("events") { read(source, into: &events) }
        var tree = Node(content: .mapping([]), range: 0..<0)
        measure("compose") {
            var composer = Composer(source)
            for event in events { try? composer.take(event) }
            tree = composer.root ?? tree
        }
        events = []
        measure("interpolate") {
            var interpolator = Interpolator(source: source, environment: .empty) { _ throws(FileProblem) in "" }
            tree = interpolator.interpolate(root: tree)
        }
        measure("validate") {
            var validator = SchemaValidator(source: source)
            validator.validate(root: tree)
        }
        measure("environment") {
            var overlay = EnvironmentOverlay(.empty, over: tree) { _ throws(FileProblem) in "" }
            overlay.apply(includingGeneric: true)
            tree = overlay.root
        }
        var settings = Settings()
        measure("decode") { settings = SettingsDecoder(tree).settings() }
        compile(settings, measure: measure)
    }

    private static func compile(_ settings: Settings, measure: (_ step: String, _ body: () -> Void) -> Void) {
        var compiler = PlanCompiler(settings)
        measure("check settings") { compiler.checkSettings() }
        var rules: PlanCompiler.Rules?
        measure("compile") { rules = compiler.compileRules() }
        guard let rules else { return }
        measure("check routes") { compiler.check(rules) }
        measure("plan") { _ = compiler.plan(rules) }
    }

    private static func read(_ source: SourceFile, into events: inout [YAMLEvent]) {
        guard let reader = YAMLEventReader(source) else { return }
        while let event = try? reader.next() {
            events.append(event)
            if case .streamEnd = event.kind { return }
        }
    }
}
