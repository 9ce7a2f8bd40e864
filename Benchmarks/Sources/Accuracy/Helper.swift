internal import Foundation
internal import Synchronization

/// Does something later, on a thread that is no task's, and remembers when.
final class Helper: Sendable {
    private let moment = Mutex<ContinuousClock.Instant?>(nil)

    /// When it was about to be done; `nil` before.
    var time: ContinuousClock.Instant? { moment.withLock { $0 } }

    static func after(_ delay: Duration, _ body: @escaping @Sendable () -> Void) -> Helper {
        let helper = Helper()
        let due = ContinuousClock.now + delay
        Thread.detachNewThread {
            // Short sleeps: whoever looks at this process may cut them.
            while ContinuousClock.now < due { usleep(UInt32(max((due - .now) / .microseconds(1), 1))) }
            helper.moment.withLock { $0 = ContinuousClock.now }
            body()
        }
        return helper
    }
}

/// Memory for something of the C library that must not move.
final class Pinned<Value>: @unchecked Sendable {
    // The C library synchronises what it does to its own objects; nothing else reads or writes them.
    let pointer: UnsafeMutablePointer<Value>

    init(_ value: Value) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
    }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }
}
