public import PerfMonModel

/// One Markdown file for chat and mail: any beginning of it is useful on its own.
public struct MarkdownReportRenderer: ReportRenderer {
    /// Creates a renderer; it has no settings.
    public init() {}

    /// `md`
    public var fileExtension: String { "md" }

    /// The report on `incident`.
    public func render(_ incident: Incident) -> [UInt8] {
        Array(MarkdownDocument(incident: incident).text.utf8)
    }
}
