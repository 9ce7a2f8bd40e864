/// Secrets on their way.
struct SecretCheck {
    /// Whether nobody but this machine sees what is sent there.
    static func isLocal(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
    }

    static func run(_ settings: Settings) -> [Diagnostic] {
        settings.notifiers.flatMap { notifier in
            notifier.fields.compactMap { unencrypted($0, of: notifier) }
        }
    }

    /// A URL that begins with `http://`, and is a secret itself, holds one or comes with one.
    private static func unencrypted(_ field: NotifierSettings.Field, of notifier: NotifierSettings) -> Diagnostic? {
        let text: String, isSecret: Bool
        switch field.value {
        case .text(let value): (text, isSecret) = (value, false)
        case .secret(let value): (text, isSecret) = (value.reveal(), !NotifierSettings.openURLs.contains(field.key))
        default: return nil
        }
        let url = URLText(text)
        guard isSecret || notifier.hasSecrets || url.mayHoldSecret else { return nil }
        // What goes through a proxy is encrypted all the same.
        guard field.key != "proxy", url.scheme == "http", !isLocal(url.host) else { return nil }
        return Diagnostic(
            .unencryptedSecret, "`\(notifier.name)` sends a secret without encryption", label: "begins with http://",
            help: "use https://", path: SettingPath("notifiers").appending(notifier.name).appending(field.key))
    }
}

extension NotifierSettings {
    /// URLs that are not shown, but are no secrets as a whole.
    fileprivate static let openURLs = ["url", "proxy"]

    fileprivate var hasSecrets: Bool {
        fields.contains { field in
            switch field.value {
            case .secret: !Self.openURLs.contains(field.key)
            case .headers: true
            default: false
            }
        }
    }
}
