public import PerfMonModel

/// One self-contained HTML file: no network, no external resource, readable without JavaScript.
public struct HTMLReportRenderer: ReportRenderer {
    /// Creates a renderer; it has no settings.
    public init() {}

    /// `html`
    public var fileExtension: String { "html" }

    /// The report on `incident`.
    public func render(_ incident: Incident) -> [UInt8] {
        Array(HTMLPage(incident: incident).html.source.utf8)
    }
}
