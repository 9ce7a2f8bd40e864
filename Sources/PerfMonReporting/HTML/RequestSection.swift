internal import PerfMonModel

/// The request with its captured headers.
struct RequestSection {
    private static let headerLimit = 100

    let incident: Incident

    var html: HTML {
        let headers = incident.request.headers
        return """
            <section id="request">
            <h2>Request</h2>
            <div class="columns"><div>
            \(DetailsList(details: incident.requestDetails).html)
            </div><div>
            <h3>Headers</h3>
            \(headers.isEmpty ? "<p class=\"empty\">None captured.</p>" : list(headers))
            \(incident.hiddenHeadersNote.map { "<p class=\"note\">\($0)</p>" as HTML })
            </div></div>
            </section>
            """
    }

    private func list(_ headers: [RequestRecord.Header]) -> HTML {
        """
        <dl class="details">
        \(each: headers.prefix(Self.headerLimit), { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" })
        </dl>
        """
    }
}
