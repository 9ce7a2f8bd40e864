internal import PerfMonReporting

extension AlertNotification {
    private static let archiveType = "application/zip"
    private static let largestExpanded = 256 << 20

    /// With one archive instead of bare files: mail gateways hold back attached HTML.
    func packingAttachments() -> AlertNotification {
        let bare = attachments.filter { $0.mediaType != Self.archiveType }
        guard !bare.isEmpty else { return self }
        var packed = self
        packed.attachments.removeAll { $0.mediaType != Self.archiveType }
        let files = bare.map(Self.file)
        guard let archive = ReportArchive(files, on: request) else {
            packed.leaveOut(bare, because: "mail servers refuse files of this type")
            return packed
        }
        packed.attachments.append(Attachment(name: archive.name, mediaType: Self.archiveType, bytes: archive.bytes))
        let refused = zip(bare, files).filter { archive.omitted.contains("\(ReportName(request).stem).\($1.fileExtension)") }.map(\.0)
        if !refused.isEmpty { packed.leaveOut(refused, because: "mail servers refuse files of this type") }
        return packed
    }

    /// Inside of an archive nothing is compressed twice.
    private static func file(_ attachment: Attachment) -> ReportArchive.File {
        // What follows the report's identifier is the extension.
        let parts = (attachment.name.split(separator: "_").last ?? "").split(separator: ".").dropFirst()
        guard attachment.mediaType == "application/gzip", parts.last == "gz",
            let bytes = Deflate.expand(gzip: attachment.bytes, limit: largestExpanded)
        else { return ReportArchive.File(fileExtension: parts.joined(separator: "."), bytes: attachment.bytes) }
        return ReportArchive.File(fileExtension: parts.dropLast().joined(separator: "."), bytes: bytes)
    }
}
