internal import CCurl
internal import PerfMonConfiguration

/// One mail handed to a server by SMTP.
struct MailSubmission: Exchange {
    /// How the connection is protected.
    enum Security: String, Sendable {
        /// Upgraded before anything is sent; a server that does not offer it gets nothing.
        case startTLS = "starttls"
        /// From the first byte.
        case tls
        case none
    }

    struct Credentials: Sendable {
        var username: String, password: Secret
    }

    /// A host name or an address.
    var host: String
    var port: Int
    var security: Security
    var credentials: Credentials?
    /// Addresses of the envelope, without names and brackets.
    var sender: String, recipients: [String]
    /// The message with its header; lines end with CR LF.
    var message: [UInt8]

    var upload: [UInt8] { message }

    func configure(_ handle: inout CurlHandle) {
        handle.apply { perfmon_curl_allow_smtp($0) }
        handle.set(CURLOPT_URL, "\(security == .tls ? "smtps" : "smtp")://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        if security == .startTLS { handle.apply { perfmon_curl_require_starttls($0) } }
        // A proxy for HTTP lets mail through as a tunnel.
        handle.set(CURLOPT_HTTPPROXYTUNNEL, true)
        if let credentials {
            handle.set(CURLOPT_USERNAME, credentials.username)
            handle.set(CURLOPT_PASSWORD, credentials.password.reveal())
        }
        handle.set(CURLOPT_MAIL_FROM, sender)
        handle.set(CURLOPT_MAIL_RCPT, recipients)
        handle.apply { perfmon_curl_allow_refused_recipients($0) }
        handle.set(CURLOPT_UPLOAD, true)
        handle.set(CURLOPT_INFILESIZE_LARGE, size: message.count)
    }
}
