/// The shop's books. An actor does one thing at a time: who asks during the reconciliation waits for its end.
actor Ledger {
    private let postings = (1...10_000).map { $0 % 97 }
    private var checksum = 0

    func balance(of id: Int) -> Int {
        postings[abs(id % postings.count)]
    }

    /// Starts the reconciliation in the background and returns as soon as it runs.
    nonisolated func startReconciliation() async {
        await withCheckedContinuation { started in
            Task { await reconcile(for: .milliseconds(800), onStart: { started.resume() }) }
        }
    }

    /// Computes for as long as it is told, so that the demo takes the same time on every machine.
    private func reconcile(for duration: Duration, onStart: () -> Void) {
        onStart()
        let end = ContinuousClock.now + duration
        repeat {
            for posting in postings {
                checksum = checksum &* 31 &+ posting
            }
        } while ContinuousClock.now < end
    }
}
