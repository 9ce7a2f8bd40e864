internal import PerfMonModel

/// The gaps of a profile's frames: of each image the widest, in the order of their first frames.
struct SymbolGaps {
    private var order: [String] = []
    private var gaps: [String: SymbolGap] = [:]

    var list: [SymbolGap] { order.compactMap { gaps[$0] } }

    mutating func add(_ gap: SymbolGap) {
        guard let known = gaps[gap.image] else {
            order.append(gap.image)
            gaps[gap.image] = gap
            return
        }
        if gap.missing.width > known.missing.width { gaps[gap.image] = gap }
    }
}

extension SymbolGap.Missing {
    /// What has no name has no line, and what has no line has no inlined functions.
    fileprivate var width: Int {
        switch self {
        case .names: 2
        case .lines: 1
        case .inlinedFunctions: 0
        }
    }
}
