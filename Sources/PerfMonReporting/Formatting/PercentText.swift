package import PerfMonModel

/// A share for people: `83%`.
package struct PercentText: CustomStringConvertible {
    package let description: String

    package init(_ share: Double) {
        let percent = (share * 100).rounded()
        description = percent == 0 && share > 0 ? "<1%" : "\(Int(max(0, min(percent, 999))))%"
    }
}

/// Shares with one decimal that add up to exactly 100.0%.
package struct PercentSplit {
    /// Tenths of a percent by state.
    private let tenths: [LaneState: Int]

    /// Rounds down, then gives the missing tenths to the largest remainders.
    package init(_ split: WallTimeSplit) {
        let total = split.total.nanoseconds
        guard total > 0 else {
            tenths = [:]
            return
        }
        let exact = LaneState.allCases.map { Double(split[$0].nanoseconds) / Double(total) * 1000 }
        var tenths = exact.map { Int($0) }
        let byRemainder = exact.indices.sorted { exact[$0] - exact[$0].rounded(.down) > exact[$1] - exact[$1].rounded(.down) }
        for index in byRemainder.prefix(max(0, 1000 - tenths.reduce(0, +))) { tenths[index] += 1 }
        self.tenths = Dictionary(uniqueKeysWithValues: zip(LaneState.allCases, tenths))
    }

    /// Such as `83.0%`.
    package subscript(state: LaneState) -> String {
        "\(DecimalText(scaled: Int64(tenths[state] ?? 0), digits: 1))%"
    }
}
