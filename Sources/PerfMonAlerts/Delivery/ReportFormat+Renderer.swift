package import PerfMonConfiguration
package import PerfMonReporting

extension ReportFormat {
    /// What writes it.
    package var renderer: any ReportRenderer {
        switch self {
        case .html: HTMLReportRenderer()
        case .markdown: MarkdownReportRenderer()
        }
    }
}
