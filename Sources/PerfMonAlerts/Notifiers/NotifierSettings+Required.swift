internal import PerfMonConfiguration

/// Values that a notifier cannot do without. The schema asks for them too; settings can also be made in code.
extension NotifierSettings {
    func requiredText(_ key: String) throws -> String {
        guard let value = text(key), !value.isEmpty else { throw missing(key) }
        return value
    }

    func requiredSecret(_ key: String) throws -> String {
        guard let value = secret(key)?.reveal(), !value.isEmpty else { throw missing(key) }
        return value
    }

    /// A URL, which may be a secret as a whole.
    func requiredURL(_ key: String) throws -> WebURL {
        guard let value = secret(key)?.reveal() ?? text(key), !value.isEmpty else { throw missing(key) }
        guard let url = WebURL(value) else {
            throw problem("\(key) is no absolute URL; it has to begin with https:// or http:// and hold no blanks")
        }
        return url
    }

    func problem(_ text: String) -> NotifierError {
        NotifierError(.invalidConfiguration, "the notifier `\(name)` cannot be used: \(text)")
    }

    private func missing(_ key: String) -> NotifierError { problem("\(key) is not set") }
}

extension MessageText.Style {
    /// What `format` says for a chat tool, which takes everything for Markdown.
    init(chat configuration: NotifierSettings) {
        self = configuration.text("format") == "text" ? .escaped : .markdown
    }
}
