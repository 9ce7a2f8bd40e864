/// The report files.
public struct ReportSettings: Sendable, Hashable {
    /// The directory.
    public var path = "./perfmon-reports"
    /// What is written for every slow request.
    public var formats: [ReportFormat] = [.html, .markdown]
    /// The permissions of a report file.
    public var fileMode: UInt16 = 0o600

    /// Creates the defaults.
    public init() {}
}

/// A file format of reports.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    /// A page for a browser.
    case html
    /// Text for chats and pull requests.
    case markdown
}
