internal import PerfMonModel

/// The whole page: what is needed first comes first.
struct HTMLPage {
    /// A path can be longer than a title should be.
    static let targetLimit = 300

    let incident: Incident
    private let finding: Finding?

    init(incident: Incident) {
        self.incident = incident
        finding = Finding(in: incident.callTree, on: HotPath(in: incident.callTree))
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        script-src 'sha256-\(ReportAssets.scriptHash)'; style-src 'sha256-\(ReportAssets.styleHash)'; \
        img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>\(title)</title>
        <style>\(ReportAssets.style)</style>
        </head>
        \(body)
        <script>\(ReportAssets.script)</script>
        </html>

        """
    }

    private var title: HTML {
        let request = incident.request
        return """
            \(DurationText(request.duration)) \(request.method) \(HTML(text: incident.target, limit: Self.targetLimit)) \
            — \(incident.verdict.sentence)
            """
    }

    /// Everything but the head and the script.
    var body: HTML {
        """
        <body>
        \(HeaderSection(incident: incident).html)
        <main>
        \(VerdictSection(incident: incident, finding: finding).html)
        \(WallTimeSection(split: incident.verdict.split).html)
        \(incident.hasStacks ? stacks : nil)
        \(RequestSection(incident: incident).html)
        <div class="columns">
        \(DetailsSection(id: "environment", title: "Environment", details: incident.environmentDetails).html)
        \(DetailsSection(id: "sampler", title: "How this was measured", details: incident.samplerDetails).html)
        </div>
        </main>
        <footer>Report <code>\(incident.request.id)</code> by perfmon. This file is complete: it loads nothing.</footer>
        </body>
        """
    }

    private var stacks: HTML {
        """
        \(HotPathSection(path: incident.verdict.hotPath, finding: finding).html)
        \(FunctionsSection(incident: incident).html)
        \(CallTreeSection(incident: incident).html)
        \(TasksSection(profile: incident.profile).html)
        """
    }
}
