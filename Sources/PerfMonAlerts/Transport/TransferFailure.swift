internal import CCurl

/// Why no answer came. libcurl's own words for a code never hold anything of the request.
struct TransferFailure {
    let error: NotifierError

    /// - Parameter server: The host, and the port when it is not the usual one.
    init(_ result: CURLcode, server: String) {
        let reason = String(cString: curl_easy_strerror(result))
        error =
            switch result {
            case CURLE_OPERATION_TIMEDOUT: NotifierError(.timeout, "\(server) did not answer in time")
            case CURLE_COULDNT_RESOLVE_HOST: NotifierError(.unreachable, "the host \(server) is not known to the name service")
            case CURLE_COULDNT_RESOLVE_PROXY:
                NotifierError(.unreachable, "the proxy for \(server) is not known to the name service; check proxy")
            case CURLE_COULDNT_CONNECT: NotifierError(.unreachable, "\(server) accepts no connection; check the host and the port")
            case CURLE_PEER_FAILED_VERIFICATION:
                // Another try would find the same certificate.
                NotifierError(
                    .invalidConfiguration,
                    "the certificate of \(server) is not valid for it or not trusted; set ca_file for a CA of your own")
            case CURLE_SSL_CACERT_BADFILE:
                NotifierError(.invalidConfiguration, "ca_file cannot be read as certificates in PEM")
            case CURLE_USE_SSL_FAILED:
                NotifierError(.denied, "\(server) offers no STARTTLS, so nothing was sent; check smtp_port and security")
            case CURLE_LOGIN_DENIED: NotifierError(.denied, "\(server) does not accept the user name and the password")
            case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
                NotifierError(.invalidConfiguration, "the address of \(server) cannot be used: \(reason.lowercased())")
            default: NotifierError(.unreachable, "the exchange with \(server) broke off: \(reason.lowercased())")
            }
    }
}
