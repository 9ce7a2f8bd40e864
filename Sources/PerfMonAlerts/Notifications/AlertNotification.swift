#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import PerfMonModel

/// A slow request that somebody is to hear of. Everything in it is already redacted: it may leave the machine.
public struct AlertNotification: Sendable, Identifiable, Codable {
    /// Names the notification; equal in every attempt to send it, so that a receiver can tell repeats.
    public var id: String
    /// What its repeats have in common: twelve hexadecimal digits.
    public var fingerprint: String
    /// When it was made.
    public var date: Date
    /// Whether it only proves that notifications arrive. A message says so first.
    public var isTest: Bool

    /// The request.
    public var request: RequestRecord
    /// What its profile says.
    public var verdict: Verdict
    /// Where its time went, the most first; at most ten.
    public var slowestFunctions: [SlowFunction]
    /// The heaviest calls below the request as indented lines for people, at most 40; empty when no stacks are known.
    public var callTree: [String]
    /// The process and the machine; `service` and `deployment` say who is slow.
    public var environment: HostEnvironment
    /// What happened to this fingerprint before.
    public var history: AlertHistory

    /// The paths of the report's files on the machine of the service, the one for people first; empty when none could be written.
    public var reportPaths: [String]
    /// What to attach. Filled in right before it is sent.
    public var attachments: [Attachment]
    /// Why the report, or a part of it, is not attached although it should be, for people, such as `not attached, because too large:
    /// report.html`; `nil` when all is well.
    public var attachmentProblem: String?

    /// Creates a notification.
    public init(
        id: String,
        fingerprint: String,
        date: Date,
        isTest: Bool = false,
        request: RequestRecord,
        verdict: Verdict,
        slowestFunctions: [SlowFunction] = [],
        callTree: [String] = [],
        environment: HostEnvironment,
        history: AlertHistory,
        reportPaths: [String] = [],
        attachments: [Attachment] = [],
        attachmentProblem: String? = nil
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.date = date
        self.isTest = isTest
        self.request = request
        self.verdict = verdict
        self.slowestFunctions = slowestFunctions
        self.callTree = callTree
        self.environment = environment
        self.history = history
        self.reportPaths = reportPaths
        self.attachments = attachments
        self.attachmentProblem = attachmentProblem
    }
}

/// One function of a slow request with all the time it took, wherever it was called.
public struct SlowFunction: Sendable, Hashable, Codable {
    /// The function, with the line of the call that took most.
    public var frame: Frame
    /// Time that ended in the function itself, and time in it with its callees.
    public var own: Duration, total: Duration
    /// Separate stretches of time: at least as many calls.
    public var runs: Int
    /// What most of its time was.
    public var state: LaneState

    /// Creates a function.
    public init(frame: Frame, own: Duration, total: Duration, runs: Int, state: LaneState) {
        self.frame = frame
        self.own = own
        self.total = total
        self.runs = runs
        self.state = state
    }
}

/// What happened to a fingerprint until one of its alerts was sent.
public struct AlertHistory: Sendable, Hashable, Codable {
    /// When it was first and last seen; the last time is this one.
    public var firstSeen: Date, lastSeen: Date
    /// How often it was seen, this time included.
    public var count: Int
    /// How many were held back since ``lastAlert``.
    public var suppressed: Int
    /// The slowest so far.
    public var worst: Duration
    /// When the alert before this one was sent; `nil` for the first.
    public var lastAlert: Date?

    /// Creates a history.
    public init(firstSeen: Date, lastSeen: Date, count: Int = 1, suppressed: Int = 0, worst: Duration, lastAlert: Date? = nil) {
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.count = count
        self.suppressed = suppressed
        self.worst = worst
        self.lastAlert = lastAlert
    }
}

/// A file that goes with a notification.
public struct Attachment: Sendable, Hashable, Codable {
    /// The file's name, without a path.
    public var name: String
    /// Its media type, such as `application/zip`.
    public var mediaType: String
    /// The content.
    public var bytes: [UInt8]

    /// Creates an attachment.
    public init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}
