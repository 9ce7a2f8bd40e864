/// Secrets and safety.
extension CodePage {
    static let safety: [CodePage] = [
        CodePage(
            .literalSecret, "a secret written into the file",
            #"""
            Configuration files end up in version control and chats. Write ${NAME} for a variable, or \#
            ${file:/path} for a file. With --strict this is an error.
            """#,
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: https://example.com/s3cret }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .unencryptedSecret, "a secret that is sent without encryption",
            #"""
            The URL begins with http://, or the mail server is spoken to with `security: none`, so everyone on the \#
            way can read the secret. Use https://, or starttls or tls. Addresses of this machine are exempt.
            """#,
            wrong: #"""
                notifiers:
                  hook: { type: webhook, url: "http://example.com", secret: "${S:-x}" }
                """#,
            right: #"""
                notifiers:
                  hook: { type: webhook, url: "https://example.com", secret: "${S:-x}" }
                """#),
        CodePage(
            .sensitiveHeader, "a sensitive header that is shown",
            #"""
            Headers such as Authorization and Cookie usually hold secrets. They are shown as [redacted] unless \#
            `redact` leaves them out.
            """#,
            wrong: "headers: { names: [Authorization], redact: [] }",
            right: "headers: { names: [Authorization] }"),
        CodePage(
            .readableSecretFile, "a secret file that everyone can read",
            "Every user of this machine can read the file. Take the right away: chmod 600.",
            wrong: secretFile(mode: "644"),
            right: secretFile(mode: "600")),
        CodePage(
            .sharedDirectory, "reports in a shared directory",
            #"""
            Reports hold details of requests. In /tmp and its like, every user of the machine can place files. \#
            Choose a directory of the service's own; perfmon creates it with mode 0700.
            """#,
            wrong: "reports: { path: /tmp/reports }",
            right: "reports: { path: ./perfmon-reports }"),
        CodePage(
            .missingFile, "a file that is not there",
            #"""
            The file is not on the machine where this was found. That is fine when the application runs elsewhere; \#
            otherwise nothing can be sent by this notifier.
            """#,
            wrong: #"""
                notifiers:
                  hook: { type: webhook, url: "https://example.com", ca_file: /nonexistent/ca.pem }
                pipelines:
                  default:
                    - deliver: { to: [hook] }
                """#,
            right: #"""
                notifiers:
                  hook: { type: webhook, url: "https://example.com" }
                pipelines:
                  default:
                    - deliver: { to: [hook] }
                """#),
    ]

    private static func secretFile(mode: String) -> String {
        #"""
        printf 'battery staple' > password
        chmod \#(mode) password
        printf 'version: 1\nservice: { name: shop }\nnotifiers:\n  mail:\n    type: email\n' > perfmon.yaml
        printf '    smtp_host: smtp.example.com\n    sender: a@example.com\n    recipients: [b@example.com]\n' >> perfmon.yaml
        printf '    password: ${file:password}\n' >> perfmon.yaml
        """#
    }
}
