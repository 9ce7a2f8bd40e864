internal import CCurl
package import PerfMonConfiguration

/// How servers are reached.
package struct TransportSettings: Sendable {
    /// A file of trusted certificates; `nil` for the system's.
    package var certificateFile: String?
    /// The URL of an HTTP proxy, which can hold a password; `nil` for none, whatever the environment says.
    package var proxy: Secret?
    /// For the connection, with name resolution and TLS.
    package var connectTimeout: Duration = .seconds(10)
    /// For the whole exchange. Whoever waits for less cancels the task.
    package var timeout: Duration = .seconds(300)
    /// Of the body of an answer, in bytes; what follows is not read.
    package var maximumResponseSize = 64 << 10

    /// The defaults.
    package init() {}

    /// What the configuration of a notifier says.
    init(_ configuration: NotifierSettings) {
        certificateFile = configuration.text("ca_file")
        proxy = configuration.secret("proxy") ?? configuration.text("proxy").map(Secret.init)
        timeout = configuration.timeout ?? timeout
        connectTimeout = min(connectTimeout, timeout)
    }

    /// Leaves at most this time for an exchange.
    mutating func limit(to time: Duration) {
        timeout = min(timeout, time)
        connectTimeout = min(connectTimeout, timeout)
    }

    /// Certificates are always verified: there is no setting that prevents it.
    func configure(_ handle: inout CurlHandle) {
        // Signals belong to the application.
        handle.set(CURLOPT_NOSIGNAL, true)
        handle.set(CURLOPT_SSL_VERIFYPEER, true)
        handle.apply { perfmon_curl_set_long($0, CURLOPT_SSL_VERIFYHOST, 2) }
        handle.apply { perfmon_curl_require_modern_tls($0) }
        if let certificateFile {
            // Instead of the system's, so also of its directory, in which libcurl looks as well.
            handle.set(CURLOPT_CAINFO, certificateFile)
            handle.clear(CURLOPT_CAPATH)
            handle.set(CURLOPT_PROXY_CAINFO, certificateFile)
            handle.clear(CURLOPT_PROXY_CAPATH)
        }
        // An empty text keeps libcurl from reading http_proxy and its like, which other threads may be changing.
        handle.set(CURLOPT_PROXY, proxy?.reveal() ?? "")
        handle.set(CURLOPT_NOPROXY, "")
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout)
        handle.set(CURLOPT_TIMEOUT_MS, timeout)
    }
}
