internal import Synchronization

/// The files that a server has taken for the notification that is being sent, so that another try does not upload them again.
final class UploadMemory: Sendable {
    private struct State {
        var notification: AlertNotification.ID?
        /// By the names of the files.
        var ids: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// What the server calls the file; uploads it unless that was done.
    func id(of file: Attachment, in notification: AlertNotification, upload: () async throws -> String) async throws -> String {
        let known = state.withLock { state in
            if state.notification != notification.id { state = State(notification: notification.id) }
            return state.ids[file.name]
        }
        if let known { return known }
        let id = try await upload()
        state.withLock { if $0.notification == notification.id { $0.ids[file.name] = id } }
        return id
    }
}
