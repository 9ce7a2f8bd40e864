internal import PerfMonConfiguration
internal import PerfMonThreads

/// What a monitor does beside the requests: reports, alerts, `perfmon live`.
final class Background: Sendable {
    let queue: ReportQueue
    private let live: LiveServer?
    private let alerts: AlertDesk
    private let plans: PlanKeeper

    init(queue: ReportQueue, live: LiveServer?, alerts: AlertDesk, plans: PlanKeeper) {
        self.queue = queue
        self.live = live
        self.alerts = alerts
        self.plans = plans
    }

    /// How long notifications that are on their way may still take.
    var grace: Duration { plans.current.delivery.shutdownGrace }

    /// Begins the end: no request is taken any more, and what cannot be sent within the grace is kept for the next start.
    func stop() {
        queue.stop()
        live?.stop()
        alerts.drain(within: grace)
    }

    /// Waits for the end that ``stop()`` began.
    func waitUntilStopped() async {
        await queue.end.wait()
        await alerts.waitUntilStopped()
    }

    /// The same, for a thread, which gives up at the deadline.
    @available(*, noasync)
    func waitUntilStopped(by deadline: ContinuousClock.Instant) {
        _ = queue.end.wait(until: deadline)
        alerts.waitUntilStopped(by: deadline)
    }
}
