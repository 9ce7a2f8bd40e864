/// Why a look at a task came to nothing.
public enum DiscardReason: String, Sendable, Hashable, CaseIterable, Codable {
    /// The task was resumed, was suspended or ended while it was looked at.
    case taskMovedOn
    /// The thread ran another task by the time it was looked at.
    case threadMovedOn
    /// The request ended while it was looked at.
    case requestEnded
    /// The task runs, on a thread that was not found.
    case noThread
    /// The thread could not be sent the signal.
    case notAsked
    /// The thread did not answer the signal.
    case noAnswer
    /// As many threads as possible were being asked already.
    case tooManyCaptures
    /// The request had more tasks than are kept.
    case tooManyTasks
    /// The stack or the chain of async callers could not be read to its end.
    case unreadable
    /// An address on the stack was not one of known code.
    case unknownCode
    /// The chain of async callers did not end in the task that was looked at.
    case foreignChain
}

/// How many looks came to nothing, by reason.
public struct DiscardCounts: Sendable, Hashable, Codable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    private var counts: [DiscardReason: Int] = [:]

    /// Creates counts of 0.
    public init() {}

    /// Creates counts; a reason that is named twice is added up.
    public init(dictionaryLiteral elements: (DiscardReason, Int)...) {
        for (reason, count) in elements { self[reason] += count }
    }

    /// Reads what ``encode(to:)`` wrote. Reasons of other versions of perfmon are left out.
    public init(from decoder: any Decoder) throws {
        for (name, count) in try [String: Int](from: decoder) {
            if let reason = DiscardReason(rawValue: name) { self[reason] = count }
        }
    }

    /// Writes an object with one number for each reason that occurred.
    public func encode(to encoder: any Encoder) throws {
        try Dictionary(uniqueKeysWithValues: occurred.map { ($0.reason.rawValue, $0.count) }).encode(to: encoder)
    }

    /// How many there were for a reason.
    public subscript(reason: DiscardReason) -> Int {
        get { counts[reason] ?? 0 }
        set { counts[reason] = newValue == 0 ? nil : newValue }
    }

    /// How many there were.
    public var total: Int { counts.values.reduce(0, +) }

    /// The reasons that occurred, in the order they are declared.
    public var occurred: [(reason: DiscardReason, count: Int)] {
        DiscardReason.allCases.compactMap { reason in counts[reason].map { (reason, $0) } }
    }

    /// Such as `3 taskMovedOn, 1 requestEnded`.
    public var description: String { occurred.map { "\($0.count) \($0.reason.rawValue)" }.joined(separator: ", ") }

    /// Adds others to these.
    public static func += (left: inout DiscardCounts, right: DiscardCounts) {
        for (reason, count) in right.counts { left[reason] += count }
    }
}
