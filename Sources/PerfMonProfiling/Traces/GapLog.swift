/// The times between looks, in bounded memory: when there are many, each kept one stands for several.
struct GapLog: Sendable {
    private static let limit = 256

    private(set) var largest: UInt64 = 0
    private var kept: [UInt64] = []
    private var stride = 1
    private var passed = 0

    /// About the middle one; 0 when there is none.
    var median: UInt64 { kept.isEmpty ? 0 : kept.sorted()[kept.count / 2] }

    /// About how many bytes it takes.
    var memory: Int { kept.capacity * MemoryLayout<UInt64>.stride }

    mutating func add(_ gap: UInt64) {
        largest = max(largest, gap)
        passed += 1
        guard passed >= stride else { return }
        passed = 0
        if kept.count == Self.limit {
            kept = kept.indices.filter { $0 % 2 == 1 }.map { kept[$0] }
            stride *= 2
        }
        kept.append(gap)
    }
}
