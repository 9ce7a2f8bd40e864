/// A form with files: `multipart/form-data` of RFC 7578.
struct MultipartForm: Sendable {
    private let boundary: String
    private var content: [UInt8] = []

    /// An empty form. Its boundary is random, so no content can end a part early.
    init() {
        boundary = "perfmon-\(String(UInt64.random(in: .min ... .max), radix: 36))\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    var mediaType: String { "multipart/form-data; boundary=\(boundary)" }

    var bytes: [UInt8] { content + Array("--\(boundary)--\r\n".utf8) }

    /// A field, with a media type when it is no plain text.
    mutating func add(_ name: String, _ value: [UInt8], mediaType: String? = nil) {
        append("name=\"\(Self.quoted(name))\"", mediaType: mediaType, value)
    }

    /// A file.
    mutating func add(_ name: String, _ file: Attachment) {
        append("name=\"\(Self.quoted(name))\"; filename=\"\(Self.quoted(file.name))\"", mediaType: file.mediaType, file.bytes)
    }

    private mutating func append(_ parameters: String, mediaType: String?, _ value: [UInt8]) {
        let type = mediaType.map { "Content-Type: \(Self.quoted($0))\r\n" } ?? ""
        content += Array("--\(boundary)\r\nContent-Disposition: form-data; \(parameters)\r\n\(type)\r\n".utf8)
        content += value + [13, 10]
    }

    /// As browsers write names: what could end the quotes or the line is percent-encoded.
    private static func quoted(_ text: String) -> String {
        var quoted = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted.append(contentsOf: "%22".unicodeScalars)
            case "\r": quoted.append(contentsOf: "%0D".unicodeScalars)
            case "\n": quoted.append(contentsOf: "%0A".unicodeScalars)
            default: quoted.append(scalar.value < 32 ? " " : scalar)
            }
        }
        return String(quoted)
    }
}
