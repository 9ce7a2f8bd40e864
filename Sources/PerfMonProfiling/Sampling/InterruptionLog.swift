internal import Synchronization

/// How long threads were held up to copy their stacks. Kept only on request, for benchmarks.
@_spi(Benchmarks) public final class InterruptionLog: Sendable {
    private static let limit = 1 << 20

    /// That of the one sampler of this process.
    public static var shared: InterruptionLog { Sampler.shared.interruptions }

    private let nanoseconds = Mutex<[UInt64]?>(nil)

    init() {}

    /// Begins to keep interruptions.
    public func start() {
        nanoseconds.withLock { $0 = [] }
    }

    /// The interruptions since ``start()``, in nanoseconds.
    public func take() -> [UInt64] {
        nanoseconds.withLock { nanoseconds in
            defer { nanoseconds = nil }
            return nanoseconds ?? []
        }
    }

    func add(_ interruption: UInt64) {
        nanoseconds.withLock { nanoseconds in
            if (nanoseconds?.count ?? Self.limit) < Self.limit { nanoseconds?.append(interruption) }
        }
    }
}
