/// Why a notification did not arrive.
public struct NotifierError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong; says whether to try again.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case invalidConfiguration, denied, gone, rejected, tooLarge, temporary, rateLimited, timeout, unreachable
        }

        private let value: Value

        /// The notifier's settings cannot work: a certificate that is not trusted, for one.
        public static let invalidConfiguration = Code(value: .invalidConfiguration)
        /// The receiver takes nothing from this notifier: status 401, 403 or 404, a redirect, a login that fails.
        public static let denied = Code(value: .denied)
        /// The receiver is gone for good: status 410. The notifier is not used again before a reload or a restart.
        public static let gone = Code(value: .gone)
        /// The receiver does not want this message, and will not want it later: a 4xx status other than 408 and 429, an SMTP reply 5xx.
        public static let rejected = Code(value: .rejected)
        /// The receiver takes nothing of this size: status 413, SMTP reply 552. The built-in notifiers then send the message without the
        /// report.
        public static let tooLarge = Code(value: .tooLarge)
        /// The receiver has a problem that may pass: status 408, a 5xx status, an SMTP reply 4xx.
        public static let temporary = Code(value: .temporary)
        /// The receiver wants fewer messages; see ``NotifierError/retryAfter``.
        public static let rateLimited = Code(value: .rateLimited)
        /// The receiver did not answer in time.
        public static let timeout = Code(value: .timeout)
        /// No connection, or it broke.
        public static let unreachable = Code(value: .unreachable)

        /// Whether the same message may arrive when it is sent again.
        public var isRetryable: Bool {
            switch value {
            case .temporary, .rateLimited, .timeout, .unreachable: true
            case .invalidConfiguration, .denied, .gone, .rejected, .tooLarge: false
            }
        }

        /// Whether other messages will fare no better for now. What a receiver says of one message is no reason to leave it alone, and
        /// when it wants fewer it says for how long.
        var concernsNotifier: Bool {
            switch value {
            case .invalidConfiguration, .denied, .gone, .temporary, .timeout, .unreachable: true
            case .rejected, .tooLarge, .rateLimited: false
            }
        }

        /// The code's name.
        public var description: String { value.rawValue }
    }

    /// What went wrong.
    public var code: Code
    /// For people, in one line, without secrets: no token, and of a URL the host only.
    public var message: String
    /// How long the receiver wants to be left alone.
    public var retryAfter: Duration?

    /// Creates an error.
    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The message.
    public var description: String { message }
}
