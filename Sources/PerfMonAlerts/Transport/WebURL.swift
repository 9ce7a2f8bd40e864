internal import PerfMonConfiguration

/// An absolute URL of HTTP. It can be a secret as a whole, so only its host is ever shown.
struct WebURL: Sendable {
    /// The URL itself, for the one place that sends to it.
    var text: String { secret.reveal() }
    /// The host and the port, when there is one.
    let host: String
    /// Whether it begins with `https`.
    let isEncrypted: Bool
    private let secret: Secret

    /// `nil` for anything that is no absolute URL of http or https, or that holds blanks or control characters.
    init?(_ text: String) {
        guard let host = URLText.host(of: text) else { return nil }
        secret = Secret(text)
        isEncrypted = text.lowercased().hasPrefix("https:")
        self.host = host
    }

    /// A place below this URL; it needs no escapes.
    func appending(_ path: String) -> WebURL? {
        var base = text.prefix { $0 != "?" && $0 != "#" }
        while base.hasSuffix("/") { base = base.dropLast() }
        return WebURL("\(base)/\(path)")
    }

    /// The URL with one more part of its query.
    func adding(query: String) -> WebURL? {
        let beforeFragment = text.prefix { $0 != "#" }
        return WebURL("\(beforeFragment)\(beforeFragment.contains("?") ? "&" : "?")\(query)")
    }

    /// What could give the URL away when a server repeats it: its path and query, as a whole and in parts.
    var secrets: [String] {
        let afterScheme = text.drop { $0 != ":" }.dropFirst(3)
        let parts = afterScheme.split { "/?#&=@:".contains($0) }.map(String.init)
        return [text] + parts.filter { !host.contains($0) }
    }
}
