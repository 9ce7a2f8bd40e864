internal import PerfMonConfiguration

/// How much a message says. Chat tools and mail servers can be third parties.
enum DetailLevel: String, Sendable, CaseIterable {
    /// Everything, with the report attached where that is possible.
    case full
    /// No paths and queries as requested, no hosts and addresses, no attachment: the report holds all of that.
    case summary
    /// The route, the verdict and how often only.
    case minimal

    /// What the configuration says; the schema admits nothing else.
    init(_ configuration: NotifierSettings) {
        self = configuration.text("detail").flatMap(Self.init) ?? .full
    }
}
