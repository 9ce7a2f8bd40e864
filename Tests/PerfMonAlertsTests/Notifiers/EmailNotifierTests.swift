internal import Foundation
@testable internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import enum PerfMonReporting.Deflate
internal import Testing

/// Mails, as a mail server takes them and Python's parser reads them.
@Suite(
    .serialized, .enabled(if: MailServer.modules != nil, "needs python3 with pip, a package index to install aiosmtpd from, and openssl"))
struct EmailNotifierTests {
    private func mail(
        _ server: MailServer, _ notification: AlertNotification, _ keys: [String: Any] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> MailServer.Mail {
        try await notifier("email", server.keys.merging(keys) { $1 }).send(notification)
        let mails = try server.mails()
        #expect(mails.count == 1, sourceLocation: sourceLocation)
        return try #require(mails.first, sourceLocation: sourceLocation)
    }

    @Test func aWholeMail() async throws {
        let mail = try await mail(MailServer(), .example(attachments: [.archive]))
        #expect(mail.defects == [])
        #expect(mail.sender == "alerts@example.com")
        #expect(mail.recipients == ["dev@example.com", "ops@example.com"])
        #expect(mail.header("From") == "perfmon <alerts@example.com>")
        #expect(mail.header("To") == "dev@example.com, ops@example.com")
        #expect(
            mail.header("Subject")
                == "[Performance Alert] 2.31 s GET /users/{id} → 200: 83% of 2.31 s awaiting in UserRepository.load(id:) → PostgresClient.query(_:)"
        )
        #expect(mail.header("Message-ID") == "<ntf-4bf92f3577b34da6@example.com>")
        #expect(mail.header("References") == "<perfmon.0123456789ab@example.com>")
        #expect(mail.header("In-Reply-To") == mail.header("References"))
        #expect(mail.header("Auto-Submitted") == "auto-generated")
        #expect(mail.header("Date")?.hasSuffix(" +0000") == true)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "application/zip"])
        #expect(mail.parts.last?.filename == Attachment.archive.name)
        #expect(mail.parts.last?.bytes == Attachment.archive.bytes)
        for text in [mail.parts[0].text, mail.parts[1].text] {
            for expected in [
                "83% of 2.31 s awaiting", "17 more since", "83.0%", "UserController.show(_:)", "/users/4711", "perfmon-reports",
                "Step.number1()",
                "Step.number40()",
            ] {
                #expect(text.contains(expected), "\(expected)")
            }
        }
        #expect(mail.parts[1].text.utf8.count < 60_000)
        #expect(!mail.parts[1].text.contains("<script"))
    }

    @Test func aReportThatTheServerFindsTooLargeIsLeftOut() async throws {
        let large = Attachment(name: "large.zip", mediaType: "application/zip", bytes: Array(repeating: 7, count: 300_000))
        let mail = try await mail(MailServer(behaviour: "limit 200000"), .example(attachments: [large]))
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts[0].text.contains("not attached, because the server found it too large: large.zip (293 KiB)"))
    }

    @Test(arguments: [("html", ["text/plain", "text/html"]), ("markdown", ["text/plain"]), ("text", ["text/plain"])])
    func formats(_ format: String, _ types: [String]) async throws {
        let mail = try await mail(MailServer(), .example(), ["format": format])
        #expect(mail.parts.map(\.type) == types)
        #expect(mail.parts[0].text.contains("```") == (format == "markdown"))
    }

    @Test(arguments: [MailServer.Security.startTLS, .tls, .none])
    func securityAndLogin(_ security: MailServer.Security) async throws {
        let server = try MailServer(security, login: ("perfmon", "p4ss-ß-word"))
        let mail = try await mail(server, .example(), ["username": "perfmon", "password": "p4ss-ß-word"])
        #expect(mail.isEncrypted == (security != .none))
        #expect(mail.user == "perfmon")
    }

    @Test(arguments: [MailServer.Security.startTLS, .tls])
    func certificatesAreVerified(_ security: MailServer.Security) async throws {
        let server = try MailServer(security)
        let notifier = try notifier("email", server.keys.filter { $0.key != "ca_file" })
        let error = await notifierError { try await notifier.send(.example()) }
        #expect(error?.message.contains("certificate") == true)
        #expect(try server.mails().isEmpty)
    }

    @Test func nothingIsSentWithoutTheTLSThatIsAskedFor() async throws {
        let server = try MailServer(.none)
        let notifier = try notifier("email", server.keys.merging(["security": "starttls"]) { $1 })
        let error = await notifierError { try await notifier.send(.example()) }
        #expect(error?.code == .denied)
        #expect(error?.message.contains("STARTTLS") == true)
        #expect(try server.mails().isEmpty)
    }

    @Test(arguments: [
        ("rcpt 450 4.2.1 mailbox busy", NotifierError.Code.temporary, "450 4.2.1 mailbox busy"),
        ("rcpt 550 5.1.1 no such user", .rejected, "550 5.1.1 no such user"),
        ("data 451 4.3.0 later", .temporary, "451 4.3.0 later"), ("data 552 5.3.4 too big", .tooLarge, "552 5.3.4 too big"),
        ("drop", .unreachable, "broke off"), ("silence", .timeout, "in time"), ("mute", .timeout, "in time"),
    ])
    func refusals(_ behaviour: String, _ code: NotifierError.Code, _ text: String) async throws {
        let isSilent = code == .timeout
        let server = try MailServer(behaviour: behaviour)
        let notifier = try notifier("email", server.keys.merging(["timeout": isSilent ? "500ms" : "20s"]) { $1 })
        let error = try #require(await notifierError { try await notifier.send(.example()) })
        #expect(error.code == code, "\(error.message)")
        #expect(error.message.contains(text), "\(error.message)")
    }

    @Test func aWrongPasswordIsNotTriedAgain() async throws {
        let server = try MailServer(.startTLS, login: ("perfmon", "right-password"))
        let notifier = try notifier("email", server.keys.merging(["username": "perfmon", "password": "wrong-password"]) { $1 })
        let error = try #require(await notifierError { try await notifier.send(.example()) })
        #expect(error.code == .denied)
        #expect(error.message.contains("password"))
        #expect(!error.message.contains("wrong-password"))
    }

    @Test(arguments: [("refuse", "550 5.1.1 no such user"), ("defer", "4.2.1 busy")], ["dev@example.com", "ops@example.com"])
    func oneRefusedRecipientDoesNotKeepTheMailFromTheOthers(_ refusal: (String, String), _ recipient: String) async throws {
        for security in [MailServer.Security.none, .startTLS] {
            let server = try MailServer(security, behaviour: "\(refusal.0) \(recipient)", login: ("perfmon", "p4ss-word"))
            let keys: [String: Any] = ["username": "perfmon", "password": "p4ss-word"]
            let receipt = try await notifier("email", server.keys.merging(keys) { $1 }).deliver(.example())
            #expect(try server.mails().map(\.recipients) == [["dev@example.com", "ops@example.com"].filter { $0 != recipient }])
            #expect(receipt.reservations.count == 1)
            #expect(receipt.reservations.first?.hasPrefix("\(recipient) gets nothing") == true)
            #expect(receipt.reservations.first?.contains(refusal.1) == true, "\(receipt)")
        }
    }

    @Test(arguments: ["none", "gzip"]) func bareFilesAreSentInOneArchive(_ compression: String) async throws {
        let page = Array("<!doctype html>".utf8), text = Array(repeating: UInt8(ascii: "#"), count: 100_000)
        let files = [("html", page), ("md", text)].map { ending, bytes in
            let name = "20261122T153012.123Z_GET_users-_id_2310ms_4bf92f35.\(ending)"
            return compression == "none"
                ? Attachment(name: name, mediaType: "text/html; charset=utf-8", bytes: bytes)
                : Attachment(name: "\(name).gz", mediaType: "application/gzip", bytes: Deflate.compress(bytes, in: .gzip) ?? [])
        }
        let mail = try await mail(MailServer(), .example(attachments: files))
        #expect(mail.defects == [])
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "application/zip"])
        #expect(mail.parts.last?.filename == "perf_report_GET_users-_id_4bf92f35.zip")
        #expect(mail.parts[1].text.contains("Attached: perf_report_GET_users-_id_4bf92f35.zip"))
        let program = """
            import io, json, sys, zipfile
            archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
            print(json.dumps({name.partition('.')[2].partition('.')[2]: len(archive.read(name)) for name in archive.namelist()}))
            """
        let python = try #require(PythonProgram.python)
        let archive = Data(try #require(mail.parts.last).bytes)
        let sizes = try JSONDecoder().decode([String: Int].self, from: PythonProgram.run(python, ["-c", program], input: archive))
        #expect(sizes == ["html": page.count, "md": text.count])
    }

    @Test func filesThatMailServersRefuseAreLeftOut() async throws {
        let file = Attachment(name: "report_1.js", mediaType: "text/plain; charset=utf-8", bytes: [1])
        let mail = try await mail(MailServer(), .example(attachments: [file]))
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts[0].text.contains("not attached, because mail servers refuse files of this type: report_1.js"))
    }

    @Test func theSlowestFunctionsAreInTheMail() async throws {
        let mail = try await mail(MailServer(), .example())
        for part in mail.parts {
            #expect(part.text.contains("PostgresClient.query(_:)"))
            #expect(part.text.contains("1.92 s"))
            #expect(part.text.contains("Slowest functions"))
            #expect(!part.text.contains("Sixth.function()"))
        }
    }

    @Test(arguments: HostileText.all)
    func hostileText(_ hostile: HostileText) async throws {
        let text = hostile.text
        let mail = try await mail(
            MailServer(), .example(text: text),
            ["subject_prefix": String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }.prefix(500)))])
        #expect(mail.defects == [])
        #expect(mail.recipients.count == 2)
        let names = [
            "Date", "From", "To", "Subject", "Message-ID", "References", "In-Reply-To", "Auto-Submitted", "MIME-Version", "Content-Type",
        ]
        #expect(Set(mail.headers.keys) == Set(names))
        #expect(mail.headers.values.allSatisfy { $0.count == 1 })
        #expect(mail.header("Subject")?.contains { $0.isNewline } == false)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts[1].text.utf8.count < 102_000)
        #expect(!mail.parts[1].text.contains("<script"))
    }

    @Test func repeatsOfOneNotificationHaveOneIdentity() async throws {
        let server = try MailServer()
        let notifier = try notifier("email", server.keys)
        for _ in 0..<2 { try await notifier.send(.example()) }
        #expect(Set(try server.mails().compactMap { $0.header("Message-ID") }).count == 1)
    }

    @Test(
        arguments: [
            ["sender": "a\r\nRCPT TO:<x@example.com>"], ["sender": "Name <a@example.com>"],
            ["recipients": ["ops@example.com", "x y@example.com"]],
            ["recipients": ["ü@example.com"]], ["smtp_host": "mail.example.com/evil"], ["smtp_host": "user@mail"], ["username": "only"],
            ["smtp_host": "mail\r\n.example.com"], ["smtp_host": "mail.example.com:25"],
        ] as [[String: NotifierSettings.Value]])
    func settingsThatCannotWork(_ values: [String: NotifierSettings.Value]) {
        let base: [String: NotifierSettings.Value] = ["smtp_host": "127.0.0.1", "sender": "a@example.com", "recipients": ["b@example.com"]]
        // Made in code, where nothing else checks them.
        let settings = NotifierSettings(name: "ops", type: "email", values: base.merging(values) { $1 })
        let error = #expect(throws: NotifierError.self) { _ = try EmailNotifier(configuration: settings) }
        #expect(error?.code == .invalidConfiguration)
    }
}
