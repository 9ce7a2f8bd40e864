/// What became of claims while the file could not be used, one change for each; bounded.
struct UnsettledClaims {
    /// As many as deliveries may wait, and more. What does not fit is alerted again when the claim in the file has expired.
    private static let limit = 4096

    private var byClaim: [AlertClaim: ClaimChange] = [:]

    var changes: [ClaimChange] { Array(byClaim.values) }
    var isEmpty: Bool { byClaim.isEmpty }

    mutating func add(_ change: ClaimChange) {
        // How a claim ended is the last that happens to it.
        guard byClaim[change.claim]?.isEnd != true else { return }
        if byClaim.count >= Self.limit { byClaim = byClaim.filter { $0.value.isEnd } }
        guard byClaim.count < Self.limit else { return }
        byClaim[change.claim] = change
    }
}

extension ClaimChange {
    fileprivate var isEnd: Bool {
        if case .extend = kind { false } else { true }
    }
}
