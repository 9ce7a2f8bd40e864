internal import CCurl
internal import Synchronization

/// Ends a transfer from another thread, at once.
final class TransferCancellation: Sendable {
    /// Proof of `Sendable`: the one function that other threads call with it, `curl_multi_wakeup`, is documented to be
    /// safe from any thread, and the lock keeps the handle alive meanwhile.
    private struct MultiHandle: @unchecked Sendable {
        var pointer: UnsafeMutableRawPointer
    }

    private struct State {
        var handle: MultiHandle?
        var isCancelled = false
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func begin(_ multi: UnsafeMutableRawPointer) {
        let handle = MultiHandle(pointer: multi)
        state.withLock { $0.handle = handle }
    }

    /// The handle is about to go.
    func end() {
        state.withLock { $0.handle = nil }
    }

    func cancel() {
        state.withLock {
            $0.isCancelled = true
            if let handle = $0.handle { curl_multi_wakeup(handle.pointer) }
        }
    }
}
