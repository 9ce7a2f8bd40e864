internal import Logging
internal import PerfMonAlerts

/// Says in the log what becomes of notifications. Messages are constant, so that they can be searched for.
struct AlertLog: Sendable {
    let logger: Logger

    func log(_ event: DeliveryEvent) {
        switch event {
        case .sent(let attempt):
            logger.info("notification sent", metadata: metadata(attempt))
        case .reservation(let attempt, let text):
            var metadata = metadata(attempt)
            metadata["notify.missing"] = "\(text)"
            logger.warning("notification sent, but not all of it arrived", metadata: metadata)
        case .failed(let attempt, let error, let wait):
            var metadata = metadata(attempt)
            metadata["notify.error"] = "\(error)"
            metadata["notify.retry_in"] = wait.map { "\($0)" } ?? "never"
            logger.warning("notification not sent", metadata: metadata)
        case .skipped(let notifier, let delivery, let reason):
            logger.debug(
                "notifier left out",
                metadata: ["notify.notifier": "\(notifier)", "notify.id": "\(delivery)", "notify.reason": "\(reason)"])
        case .opened(let notifier, let pause):
            logger.warning(
                "notifier fails again and again, and is left alone for a while",
                metadata: ["notify.notifier": "\(notifier)", "notify.pause": "\(pause)"])
        case .disabled(let notifier, let error):
            logger.error(
                "the receiver of a notifier is gone, so it is not used again before a reload or a restart",
                metadata: ["notify.notifier": "\(notifier)", "notify.error": "\(error)"])
        case .ended(let delivery, .failed):
            logger.error("nobody could be notified of a slow request", metadata: ["notify.id": "\(delivery)"])
        case .ended(let delivery, .dropped):
            logger.error(
                "a notification gave way to others, because delivery.queue_size is reached", metadata: ["notify.id": "\(delivery)"])
        case .ended(let delivery, .kept):
            logger.notice("a notification is kept to be sent later", metadata: ["notify.id": "\(delivery)"])
        case .ended(let delivery, .superseded):
            logger.notice(
                "a notification is not sent, because another one of the same problem has taken its place",
                metadata: ["notify.id": "\(delivery)"])
        case .ended(_, .delivered): break
        case .resumed(let count):
            logger.notice("notifications of an earlier process are sent now", metadata: ["notify.count": "\(count)"])
        case .problem(let text):
            logger.error("\(text)")
        }
    }

    private func metadata(_ attempt: DeliveryAttempt) -> Logger.Metadata {
        ["notify.notifier": "\(attempt.notifier)", "notify.id": "\(attempt.delivery)", "notify.attempt": "\(attempt.number)"]
    }
}
