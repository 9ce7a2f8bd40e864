/// When a slow request repeats an alert that was sent already.
public struct AlertSettings: Sendable, Hashable {
    /// Where the windows are kept.
    public enum Store: String, Sendable, Hashable, CaseIterable {
        /// A file beside the reports: it survives restarts and is shared by processes.
        case sqlite
        /// This process only.
        case memory
    }

    /// How long repeats of one alert are held back; zero for never.
    public var window: Duration = .seconds(10 * 86_400)
    /// Two slow requests with equal values of these are the same alert.
    public var fingerprint: [FingerprintPart] = [.service, .method, .route]
    /// Where the windows are kept.
    public var store = Store.sqlite
    /// How many alerts are remembered at most.
    public var maxEntries = 10_000

    /// Creates the defaults.
    public init() {}
}

/// A property of a slow request that tells its alert from others.
public enum FingerprintPart: String, Sendable, Hashable, CaseIterable {
    /// The service's name.
    case service
    /// The service's environment.
    case environment
    /// The HTTP method.
    case method
    /// The route template, or the name of the configuration's route.
    case route
    /// The path as requested.
    case path
    /// The status code.
    case status
    /// The host the request was for.
    case host
    /// The verdict's class: what kind of time dominates.
    case classification = "class"
    /// The innermost function of the application on the hot path.
    case function
}

/// What a route says about its alerts. `nil` falls back to ``AlertSettings``.
public struct AlertOptions: Sendable, Hashable {
    /// How long repeats of one alert are held back; zero for never.
    public var window: Duration?
    /// Two slow requests with equal values of these are the same alert.
    public var fingerprint: [FingerprintPart]?

    /// Creates options of which none is set.
    public init() {}
}

/// When alerts of the requests of one policy repeat each other; nothing is left open.
public struct AlertPolicy: Sendable, Hashable {
    /// How long repeats of one alert are held back; zero for never.
    public var window: Duration
    /// Two slow requests with equal values of these are the same alert.
    public var fingerprint: [FingerprintPart]

    init(_ options: AlertOptions, settings: AlertSettings) {
        window = options.window ?? settings.window
        fingerprint = options.fingerprint ?? settings.fingerprint
    }
}
