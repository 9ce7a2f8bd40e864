/// One finding about a configuration: what is wrong, where, and what to do about it.
///
/// No part of a diagnostic contains the value of a secret.
public struct Diagnostic: Sendable {
    /// How serious a finding is.
    public enum Severity: String, Sendable, Hashable {
        /// The configuration cannot be used.
        case error
        /// The configuration can be used, but probably does not do what its author wants.
        case warning
        /// Nothing to change, but good to know.
        case info
    }

    /// A second place that explains the first one.
    public struct Related: Sendable {
        /// What is to be seen there.
        public var message: String
        /// The place.
        public var place: SourceRange

        init(_ message: String, at place: SourceRange) {
            self.message = message
            self.place = place
        }
    }

    /// The stable name of this kind of finding.
    public var code: DiagnosticCode
    /// How serious it is.
    public var severity: Severity
    /// What is wrong, in one sentence.
    public var message: String
    /// A few words for the marked text itself, such as ``did you mean `default`?``
    public var label: String?
    /// What to do about it.
    public var help: String?
    /// Where the setting lives, such as `routes[1].threshold`.
    public var path: SettingPath
    /// The keys or values that would be valid, when there are few.
    public var allowed: [String]
    /// The marked text, a variable, or nothing more than `path`.
    public var place: Place
    /// Other places that matter.
    public var related: [Related]
    /// Settings that matter, whose places the loader turns into `related`.
    var relatedSettings: [(message: String, path: SettingPath)] = []
    /// Text that would be valid in place of the marked text.
    public var suggestion: String?

    init(
        _ code: DiagnosticCode,
        _ message: String,
        label: String? = nil,
        help: String? = nil,
        path: SettingPath = SettingPath(),
        allowed: [String] = [],
        place: Place = .unknown,
        related: [Related] = [],
        suggestion: String? = nil
    ) {
        self.code = code
        self.severity = code.severity
        // Parts of these come from the file: no control characters, no unbounded length.
        self.message = Printable.text(message, limit: 500)
        self.label = label.map { Printable.text($0, limit: 500) }
        self.help = help.map { Printable.text($0, limit: 1000) }
        self.path = path
        self.allowed = allowed
        self.place = place
        self.related = related
        self.suggestion = suggestion
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line: `perfmon.yaml:12:3: error[PM0102]: …`.
    public var description: String { ShortRenderer().line(for: self) }
}
