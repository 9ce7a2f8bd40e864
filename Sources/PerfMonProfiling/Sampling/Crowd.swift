/// Chooses whom to watch when many requests are in flight: some well instead of all badly. A few looks at each of a thousand tell nothing,
/// and nobody could read a thousand reports.
///
/// The oldest requests are watched as long as they are overdue. All others are chosen by chance when they become close to slow, and stay
/// chosen: who is always the oldest of a steady flow is about to end, and would be seen for its last moments only.
struct Crowd {
    /// So many requests, more or less, are watched at a time.
    static let limit = 64
    /// How long a request keeps its place, in nanoseconds: one that hangs must not keep it for ever.
    static let turn: UInt64 = 2_000_000_000

    /// One part of so many has its turn: a power of two, so that who is watched stays so when the crowd shrinks.
    let parts: UInt64

    /// So many of the oldest requests are watched all the time.
    static let eldestLimit = 16

    /// The slots of the oldest of some requests.
    static func eldest(of requests: some Sequence<ActiveRequest>) -> Set<Int> {
        var eldest: [ActiveRequest] = []
        for request in requests {
            if eldest.count == eldestLimit {
                guard let last = eldest.last, request.start < last.start else { continue }
                eldest.removeLast()
            }
            eldest.insert(request, at: eldest.firstIndex { $0.start > request.start } ?? eldest.count)
        }
        return Set(eldest.map(\.slot))
    }

    init(of count: Int) {
        var parts: UInt64 = 1
        while count > Self.limit * Int(parts) { parts *= 2 }
        self.parts = parts
    }

    /// Whether it is a request's turn: as good as random, but the same until the next turn.
    func isTurn(of request: ActiveRequest, at age: UInt64) -> Bool {
        // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
        var bits = request.start &+ UInt64(request.slot) << 32 &+ (age / Self.turn) &* 0x9e37_79b9_7f4a_7c15
        bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
        return (bits ^ bits >> 31) & (parts - 1) == 0
    }
}
