#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A part of a mail, with its own header (RFC 2045 and 2046).
struct MailPart {
    /// Lines end with CR LF.
    let bytes: [UInt8]

    private init(_ headers: [String], _ content: [UInt8]) {
        bytes = Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8) + content
    }

    /// Text of this kind.
    static func text(_ subtype: String, _ text: String) -> MailPart {
        MailPart(["Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: base64"], base64(Array(text.utf8)))
    }

    /// A file to save.
    static func file(_ file: Attachment) -> MailPart {
        let name = String(String.UnicodeScalarView(file.name.unicodeScalars.prefix(150).map { isSafe($0) ? $0 : "_" }))
        // With parameters, such as `text/plain; charset=utf-8`.
        let mediaType =
            file.mediaType.unicodeScalars.allSatisfy { isSafe($0) || "/+;= ".unicodeScalars.contains($0) }
            ? file.mediaType : "application/octet-stream"
        let headers = [
            "Content-Type: \(mediaType)",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment;\r\n filename=\"\(name)\"",
        ]
        return MailPart(headers, base64(file.bytes))
    }

    /// Several parts. The boundary is random and holds a character that base64 has not, so no content can end a part.
    static func container(_ subtype: String, _ parts: [MailPart]) -> MailPart {
        let boundary = "=_perfmon_\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let content = parts.flatMap { Array("--\(boundary)\r\n".utf8) + $0.bytes + [13, 10] } + Array("--\(boundary)--\r\n".utf8)
        return MailPart(["Content-Type: multipart/\(subtype);\r\n boundary=\"\(boundary)\""], content)
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        Array(Data(bytes).base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])) + [
            13, 10,
        ]
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
        default: false
        }
    }
}
