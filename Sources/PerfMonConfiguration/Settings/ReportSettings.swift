/// The report files.
public struct ReportSettings: Sendable, Hashable {
    /// The directory.
    public var path = "./perfmon-reports"
    /// What is written for every slow request.
    public var formats: [ReportFormat] = [.html, .markdown]
    /// The permissions of a report file.
    public var fileMode: UInt16 = 0o600
    /// Which old reports are removed.
    public var retention = RetentionSettings()

    /// Creates the defaults.
    public init() {}
}

/// Which old reports are removed.
public struct RetentionSettings: Sendable, Hashable {
    /// Older reports are removed.
    public var maxAge: Duration = .seconds(30 * 86_400)
    /// Only the newest reports are kept.
    public var maxFiles = 1000
    /// The oldest reports are removed above this size, in bytes.
    public var maxBytes = 512 << 20

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
