/// Secrets on their way.
struct SecretCheck {
    private static let local = ["localhost", "127.0.0.1", "[::1]"]

    static func run(_ settings: Settings) -> [Diagnostic] {
        settings.notifiers.flatMap { notifier in
            notifier.fields.compactMap { unencrypted($0, of: notifier) }
        }
    }

    private static func isLocal(_ rest: Substring) -> Bool {
        local.contains { rest == $0 || rest.hasPrefix($0 + "/") || rest.hasPrefix($0 + ":") }
    }

    /// A URL that begins with `http://`, and is a secret itself or comes with one.
    private static func unencrypted(_ field: NotifierSettings.Field, of notifier: NotifierSettings) -> Diagnostic? {
        let url: String
        switch field.value {
        case .text(let text) where notifier.hasSecrets: url = text
        case .secret(let secret): url = secret.reveal()
        default: return nil
        }
        // What goes through a proxy is encrypted all the same.
        guard field.key != "proxy", url.hasPrefix("http://"), !isLocal(url.dropFirst(7)) else { return nil }
        return Diagnostic(
            .unencryptedSecret, "`\(notifier.name)` sends a secret without encryption", label: "begins with http://",
            help: "use https://", path: SettingPath("notifiers").appending(notifier.name).appending(field.key))
    }
}

extension NotifierSettings {
    fileprivate var hasSecrets: Bool {
        fields.contains { field in
            switch field.value {
            case .secret, .headers: true
            default: false
            }
        }
    }
}
