#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonReporting

/// A mail as it goes over the wire: RFC 5322 and MIME, seven bits, lines of at most 78 characters.
struct MailMessage {
    enum Format: String, Sendable {
        case html, markdown, text
    }

    private static let maximumText = 60_000

    var notification: AlertNotification
    var message: Message
    var attachments: [Attachment]
    var sender: MailAddress, recipients: [MailAddress]
    var subjectPrefix: String
    var format: Format
    var date: Date

    var bytes: [UInt8] {
        var header = MailHeader()
        header.add("Date", MailDate(date).text)
        header.add("From", "perfmon <\(sender.text)>")
        header.add("To", list: recipients.map(\.text))
        header.add("Subject", text: subject)
        // Equal in every attempt, so that mail programs can drop repeats.
        header.add("Message-ID", identifier(notification.id))
        // A message that never existed: repeats of one problem gather below it.
        header.add("References", identifier("perfmon.\(notification.fingerprint)"))
        header.add("In-Reply-To", identifier("perfmon.\(notification.fingerprint)"))
        header.add("Auto-Submitted", "auto-generated")
        header.add("MIME-Version", "1.0")
        return Array(header.text.utf8) + content.bytes
    }

    private var subject: String {
        let words = [subjectPrefix, message.headline].filter { !$0.isEmpty }.joined(separator: " ")
        return ClippedText.text(VisibleText(words).text, limit: 250)
    }

    private func identifier(_ text: String) -> String {
        let allowed = text.utf8.filter { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return "<\(String(decoding: allowed.prefix(100), as: UTF8.self))@\(sender.domain)>"
    }

    private var content: MailPart {
        let body = self.body
        guard !attachments.isEmpty else { return body }
        return .container("mixed", [body] + attachments.map(MailPart.file))
    }

    private var body: MailPart {
        let text = { (style: MessageText.Style) in
            MailPart.text("plain", MessageText(message: message, style: style).text(limit: Self.maximumText))
        }
        switch format {
        case .markdown: return text(.markdown)
        case .text: return text(.plain)
        case .html: return .container("alternative", [text(.plain), .text("html", MailPage(message).text)])
        }
    }
}
