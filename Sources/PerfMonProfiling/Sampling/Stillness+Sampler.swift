internal import CPerfMonSampler

extension Stillness {
    /// That of a suspended task, by its innermost async context: what its function keeps there changes when it goes on, mostly.
    init?(context: UInt64) {
        // The header of a context and what most functions that wait keep behind it.
        let words = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 24) { words -> UInt64? in
            guard perfmon_read(context, words.baseAddress, words.count * MemoryLayout<UInt64>.stride) else { return nil }
            return words.reduce(0) { Self.mix($0, $1) }
        }
        guard let words else { return nil }
        self.init(place: context, content: words, isCertain: false)
    }

    /// That of a thread in a system call.
    init?(_ call: perfmon_syscall, thread: Int32) {
        let cpuTime = perfmon_cpu_time_of(thread)
        guard call.number >= 0, cpuTime != 0 else { return nil }
        let (first, second, third, fourth, fifth, sixth) = call.arguments
        let words = [
            UInt64(bitPattern: call.number), first, second, third, fourth, fifth, sixth, call.stack_pointer, call.instruction,
        ]
        // Whoever runs uses CPU time, however short.
        self.init(
            place: words.reduce(UInt64(UInt32(bitPattern: thread))) { Self.mix($0, $1) },
            content: cpuTime,
            isCertain: true
        )
    }

    private static func mix(_ digest: UInt64, _ word: UInt64) -> UInt64 {
        let product = (digest ^ word) &* 0x9e37_79b9_7f4a_7c15
        return product ^ product >> 32
    }
}
