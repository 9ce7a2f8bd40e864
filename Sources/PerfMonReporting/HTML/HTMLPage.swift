internal import PerfMonModel

/// The whole page: what is needed first comes first.
struct HTMLPage {
    let incident: Incident

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-\(ReportAssets.scriptHash)'; style-src 'sha256-\(ReportAssets.styleHash)'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>\(DurationText(incident.request.duration)) \(incident.request.method) \(incident.target) — \(incident.verdict.sentence)</title>
        <style>\(ReportAssets.style)</style>
        </head>
        \(body)
        <script>\(ReportAssets.script)</script>
        </html>

        """
    }

    /// Everything but the head and the script.
    var body: HTML {
        """
        <body>
        \(HeaderSection(incident: incident).html)
        <main>
        \(VerdictSection(incident: incident).html)
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
        \(HotPathSection(incident: incident).html)
        \(FunctionsSection(incident: incident).html)
        \(CallTreeSection(incident: incident).html)
        \(TasksSection(profile: incident.profile).html)
        """
    }
}
