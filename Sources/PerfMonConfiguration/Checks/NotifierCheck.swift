/// Values of notifiers with which the application could not start, or no message could be sent.
struct NotifierCheck {
    private let settings: Settings
    private var diagnostics: [Diagnostic] = []

    init(_ settings: Settings) {
        self.settings = settings
    }

    consuming func run() -> [Diagnostic] {
        check(settings.delivery.timeout, at: SettingPath("delivery").appending("timeout"))
        for notifier in settings.notifiers {
            let path = SettingPath("notifiers").appending(notifier.name)
            if let timeout = notifier.timeout { check(timeout, at: path.appending("timeout")) }
            checkCertificates(notifier, at: path)
            switch notifier.type {
            case "email": checkMail(notifier, at: path)
            case "webhook": checkWebhook(notifier, at: path)
            default: break
            }
        }
        return diagnostics
    }

    private mutating func check(_ timeout: Duration, at path: SettingPath) {
        guard timeout <= .zero else { return }
        report(.outOfRange, "`timeout` leaves no time to send", label: "must be more than 0s, such as 10s", at: path)
    }

    /// A warning, because the application may run on another machine.
    private mutating func checkCertificates(_ notifier: NotifierSettings, at path: SettingPath) {
        guard notifier.isEnabled, let file = notifier.text("ca_file"), !FileAccess.exists(file) else { return }
        report(
            .missingFile, "there is no file `\(Printable.text(file))` on this machine", label: "not found",
            help: "name a file with certificates in PEM that the application can read, or leave `ca_file` out",
            at: path.appending("ca_file"))
    }

    private mutating func checkMail(_ notifier: NotifierSettings, at path: SettingPath) {
        if let host = notifier.text("smtp_host"), !MailText.isHost(host) {
            report(
                .malformedText, "`\(Printable.text(host, limit: 60))` is no host name and no address",
                help: "leave out the scheme and the port; the port stands in `smtp_port`", at: path.appending("smtp_host"))
        }
        let senders = notifier.text("sender").map { [($0, path.appending("sender"))] } ?? []
        let recipients = notifier.texts("recipients").enumerated().map { ($1, path.appending("recipients").appending($0)) }
        for (address, path) in senders + recipients where !MailText.isAddress(address) {
            report(
                .malformedText, "`\(Printable.text(address, limit: 60))` is no mail address", label: "such as dev@example.com",
                help: "write it in ASCII, and without a name around it", at: path)
        }
        let hasName = notifier.text("username") != nil, hasPassword = notifier.secret("password") != nil
        if hasName != hasPassword {
            report(
                .missingKey, "`username` and `password` belong together", label: "`\(hasName ? "password" : "username")` is missing",
                help: "set both, or none of them", at: path.appending(hasName ? "username" : "password"))
        }
        if hasPassword, notifier.text("security") == "none", let host = notifier.text("smtp_host"), !SecretCheck.isLocal(host) {
            report(
                .unencryptedSecret, "`\(notifier.name)` sends its password without encryption", label: "no encryption",
                help: "use starttls or tls", at: path.appending("security"))
        }
    }

    private mutating func checkWebhook(_ notifier: NotifierSettings, at path: SettingPath) {
        if let problem = notifier.secret("secret").flatMap({ SigningKeyText.problem(of: $0.reveal()) }) {
            report(
                .malformedText, "`secret` is no key of Standard Webhooks: \(problem)",
                help: "make one with: echo whsec_$(openssl rand -base64 32)", at: path.appending("secret"))
        }
        for (index, header) in notifier.headers.enumerated() where WebhookHeaders.isReserved(header.name) {
            report(
                .notAllowed, "perfmon sends the header `\(Printable.text(header.name, limit: 60))` itself", label: "would be sent twice",
                help: "choose another name", at: path.appending("headers").appending(index).appending("name"))
        }
    }

    private mutating func report(_ code: DiagnosticCode, _ message: String, label: String? = nil, help: String? = nil, at path: SettingPath)
    {
        diagnostics.append(Diagnostic(code, message, label: label, help: help, path: path))
    }
}
