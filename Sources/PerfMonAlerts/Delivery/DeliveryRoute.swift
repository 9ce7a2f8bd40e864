internal import PerfMonConfiguration

/// The way of a delivery from notifier to notifier.
struct DeliveryRoute: Sendable {
    /// Notifiers to be used together, one group after the other until one succeeds.
    private var groups: [[String]]
    private var outstanding = 0
    private var isSuccess = false

    init(_ stage: DeliverStage) {
        let first: [[String]] =
            switch stage.mode {
            case .all: [stage.to]
            case .firstSuccess: stage.to.map { [$0] }
            }
        groups = (first + stage.fallback.map { [$0] }).filter { !$0.isEmpty }
    }

    /// Whose turn comes when those that are used now fail.
    var next: [String] { isSuccess ? [] : Array(groups.joined()) }

    /// Whether no notifier is left that could send.
    var isDone: Bool { outstanding == 0 && (isSuccess || groups.isEmpty) }

    /// The notifiers to use now; `nil` when one is still busy, or nobody is left.
    mutating func takeNext() -> [String]? {
        guard outstanding == 0, !isSuccess, !groups.isEmpty else { return nil }
        let group = groups.removeFirst()
        outstanding = group.count
        return group
    }

    mutating func settle(isSuccess: Bool) {
        outstanding -= 1
        if isSuccess { self.isSuccess = true }
    }
}
