/// Makes a tree of nodes from a YAML file, or says why it cannot.
package struct YAMLParser {
    private let source: SourceFile
    package private(set) var diagnostics: [Diagnostic] = []
    /// How many findings there are besides.
    private(set) var omitted: [Diagnostic.Severity: Int] = [:]

    package init(_ source: SourceFile) {
        self.source = source
    }

    /// The root of the only document; `nil` when the file has none that can be used, in which case there is an error
    /// among the diagnostics.
    package mutating func parse() -> Node? {
        if let problem = TextInspector.problem(in: source) {
            diagnostics = [problem]
            return nil
        }
        guard let reader = YAMLEventReader(source) else {
            diagnostics = [Diagnostic(.tooLarge, "there is not enough memory to read the file")]
            return nil
        }
        var composer = Composer(source)
        do {
            try Self.read(reader, into: &composer, source: source)
        } catch {
            diagnostics = composer.diagnostics.kept + [error.diagnostic]
            omitted = composer.diagnostics.omitted
            return nil
        }
        diagnostics = composer.diagnostics.kept
        omitted = composer.diagnostics.omitted
        if composer.root?.isNull ?? true, diagnostics.isEmpty {
            diagnostics = [emptyFile()]
            return nil
        }
        return composer.root
    }

    private static func read(_ reader: YAMLEventReader, into composer: inout Composer, source: SourceFile) throws(FatalFinding) {
        var count = 0
        while true {
            let event: YAMLEvent
            do {
                event = try reader.next()
            } catch {
                let explainer = SyntaxErrorExplainer(
                    source: source, blocks: composer.blocks, lastScalar: composer.lastScalar)
                throw explainer.explain(error)
            }
            if case .streamEnd = event.kind { return }
            count += 1
            guard count <= YAMLLimits.events else { throw tooManyEvents(event, source) }
            try composer.take(event)
        }
    }

    private static func tooManyEvents(_ event: YAMLEvent, _ source: SourceFile) -> FatalFinding {
        FatalFinding(
            diagnostic: Diagnostic(
                .tooLarge, "the file has more than \(YAMLLimits.events) keys, values and brackets", label: "this one is too much",
                help: "is this the right file?", place: .file(source.range(event.range))))
    }

    private func emptyFile() -> Diagnostic {
        Diagnostic(
            .emptyFile,
            source.bytes.isEmpty ? "the file is empty" : "the file has no settings, only blanks or comments",
            help: "`perfmon init` writes a file to start from; the shortest one has `version: 1` and `service: {name: …}`",
            place: .file(source.range(0..<0))
        )
    }
}

/// A finding after which the rest of the file cannot be read.
struct FatalFinding: Error {
    var diagnostic: Diagnostic
}
