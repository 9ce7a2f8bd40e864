internal import CPerfMonThreads
internal import Synchronization

/// What a thread of perfmon's own sleeps on until somebody has work for it. Ringing never waits and never allocates.
package final class Doorbell: Sendable {
    // Allocated once, because the kernel knows the word by its address; the word is atomic.
    private nonisolated(unsafe) let word: UnsafeMutablePointer<Atomic<UInt32>>

    package init() {
        word = .allocate(capacity: 1)
        word.initialize(to: Atomic(0))
    }

    deinit {
        word.deinitialize(count: 1)
        word.deallocate()
    }

    /// How often it rang: to be read before looking for work, and handed to ``wait(since:atMost:)`` when there was none.
    package var count: UInt32 { word.pointee.load(ordering: .sequentiallyConsistent) }

    package func ring() {
        word.pointee.add(1, ordering: .sequentiallyConsistent)
        perfmon_wake(word)
    }

    /// Sleeps unless it rang since `count`; `nil` means for ever. May return early.
    @available(*, noasync)
    package func wait(since count: UInt32, atMost nanoseconds: UInt64? = nil) {
        if nanoseconds == 0 { return }
        perfmon_wait(word, count, nanoseconds ?? 0)
    }
}
