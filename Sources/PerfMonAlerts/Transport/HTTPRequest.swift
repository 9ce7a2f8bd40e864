internal import CCurl
internal import PerfMonConfiguration

/// One request to a webhook or an API.
struct HTTPRequest: Exchange {
    enum Method: String, Sendable {
        case post = "POST"
        case put = "PUT"
    }

    var method = Method.post
    var url: WebURL
    /// Names and values, without line breaks.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]

    /// A request with a body of this media type.
    init(_ url: WebURL, mediaType: String, body: [UInt8]) {
        self.url = url
        self.body = body
        headers = [("Content-Type", mediaType)]
    }

    /// A body in JSON.
    init(_ url: WebURL, json: some Encodable) throws {
        self.init(url, mediaType: "application/json; charset=utf-8", body: try JSONBody.encode(json))
    }

    /// Several parts, as a form of a browser sends them.
    init(_ url: WebURL, form: MultipartForm) {
        self.init(url, mediaType: form.mediaType, body: form.bytes)
    }

    mutating func authorize(bearer token: Secret) {
        headers.append(("Authorization", "Bearer \(token.reveal())"))
    }

    var upload: [UInt8] { body }

    func configure(_ handle: inout CurlHandle) {
        handle.apply { perfmon_curl_allow_http($0) }
        handle.set(CURLOPT_FOLLOWLOCATION, false)
        handle.set(CURLOPT_URL, url.text)
        handle.set(CURLOPT_USERAGENT, "perfmon")
        handle.set(CURLOPT_POST, true)
        handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
        if method != .post { handle.set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
        // Without `Expect`, a large body is not held back for a second. A semicolon stands for an empty value.
        let lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        handle.set(CURLOPT_HTTPHEADER, lines.map(Self.withoutLineBreaks) + ["Expect:"])
    }

    /// A header that ends early would be the beginning of another one.
    private static func withoutLineBreaks(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    }
}

/// The answer to an ``HTTPRequest``.
struct HTTPResponse: Sendable {
    var status: Int
    /// Lines as they were received.
    var header: [String]
    /// At most ``TransportSettings/maximumResponseSize``.
    var body: [UInt8]

    /// The value of the first header of this name.
    func header(_ name: String) -> String? {
        for line in header {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else { continue }
            return line[colon...].dropFirst().trimmed
        }
        return nil
    }
}

extension StringProtocol {
    /// Without blanks and line breaks around it.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
