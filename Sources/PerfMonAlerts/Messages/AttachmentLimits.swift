internal import PerfMonReporting

/// What a service takes of a report. What it does not take is left out, and the message says so.
struct AttachmentLimits: Sendable {
    /// The service, for people.
    var service: String
    /// How many files.
    var count = Int.max
    /// Bytes of one file, and of all.
    var file = Int.max, total = Int.max

    /// A service that takes messages only.
    static func none(_ service: String) -> AttachmentLimits { AttachmentLimits(service: service, count: 0) }

    /// Why a file is not taken behind others; `nil` when it is.
    fileprivate func objection(to attachment: Attachment, behind taken: [Attachment]) -> String? {
        let bytes = attachment.bytes.count
        if count == 0 { return "\(service) takes no files" }
        if taken.count >= count { return "\(service) takes \(count) files at most" }
        if bytes > file { return "\(service) takes files of \(ByteCountText(file)) at most" }
        if bytes > total - taken.reduce(0, { $0 + $1.bytes.count }) { return "\(service) takes \(ByteCountText(total)) at most" }
        return nil
    }
}

extension AlertNotification {
    /// With the attachments that a service takes and this level of detail has; the message says why the others are missing.
    func attaching(within limits: AttachmentLimits, detail: DetailLevel) -> AlertNotification {
        var fitted = self
        fitted.attachments = []
        guard detail == .full else { return fitted }
        for attachment in attachments {
            if let reason = limits.objection(to: attachment, behind: fitted.attachments) {
                fitted.leaveOut([attachment], because: reason)
            } else {
                fitted.attachments.append(attachment)
            }
        }
        return fitted
    }

    /// Sends it, and when that is too large, once more without the report.
    func deliver(_ body: (AlertNotification) async throws -> DeliveryReceipt) async throws -> DeliveryReceipt {
        do {
            return try await body(self)
        } catch let error as NotifierError where error.code == .tooLarge && !attachments.isEmpty {
            var smaller = self
            smaller.attachments = []
            let problem = smaller.leaveOut(attachments, because: "the server found it too large")
            var receipt = try await body(smaller)
            receipt.reservations.append(problem)
            return receipt
        }
    }

    /// Returns what the message says about it.
    @discardableResult
    mutating func leaveOut(_ files: [Attachment], because reason: String) -> String {
        let names = files.map { "\($0.name) (\(ByteCountText($0.bytes.count)))" }.joined(separator: ", ")
        let problem = "not attached, because \(reason): \(names)"
        attachmentProblem = [attachmentProblem, problem].compactMap(\.self).joined(separator: "; ")
        return problem
    }
}
