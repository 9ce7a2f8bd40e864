internal import PerfMonModel

/// What is slow, where, of what kind, and what to look at.
struct VerdictSection {
    let incident: Incident
    let finding: Finding?

    var html: HTML {
        let verdict = incident.verdict
        return """
            <section id="verdict" class="verdict \(kind)">
            <p class="badge">\(verdict.classification.title)</p>
            <h2 class="sentence">\(verdict.sentence)</h2>
            <dl>
            \(culprit.map { "<div><dt>Where</dt><dd>\(.name($0)) \(.place($0))</dd></div>" as HTML })
            <div><dt>Advice</dt><dd>\(verdict.advice)</dd></div>
            \(notes)
            </dl>
            </section>
            """
    }

    private var notes: HTML? {
        let notes = incident.notes
        return notes.isEmpty ? nil : "<div><dt>Note</dt><dd>\(each: notes, { "<p>\($0)</p>" })</dd></div>"
    }

    private var culprit: Frame? {
        let frame = finding?.frame ?? incident.verdict.hotPath.last { $0.frame.origin == .application }?.frame
        return frame.flatMap { $0.origin == .synthetic ? nil : $0 }
    }

    private var kind: HTML { .stateClass(incident.verdict.classification.state ?? .notSampled) }
}
