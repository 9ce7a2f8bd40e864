/// A configuration that cannot be used, with everything that is wrong with it.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    package let report: DiagnosticReport

    init(_ report: DiagnosticReport) {
        self.report = report
    }

    /// Everything that was found, warnings included, in the order of the file.
    public var diagnostics: [Diagnostic] { report.diagnostics }

    /// All diagnostics with source excerpts, for people to read. It contains no secrets.
    public var description: String { HumanRenderer().render(report) }
}
