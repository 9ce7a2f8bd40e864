internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore

/// The files that go with a notification, made of a report's files when it is sent: until then they only lie on the disk.
struct ReportAttachments: Sendable {
    var attachments: [Attachment] = []
    /// Why files are missing, for people.
    var problem: String?

    /// Reads and packs the files with the formats that are to be attached.
    init(_ format: FormatStage, of files: [ReportFile], on request: RequestRecord) {
        let limit = format.maxAttachment ?? .max
        var read: [(ReportFile, [UInt8])] = []
        var missing: [String] = [], excess: [String] = []
        for name in format.attachments {
            if let file = files.first(where: { $0.format == name }), let bytes = try? ReportDirectory.read(file.path) {
                read.append((file, bytes))
            } else {
                missing.append(name)
            }
        }
        switch format.compression {
        case .none:
            attachments = read.map { Attachment(name: $0.name, mediaType: $0.mediaType, bytes: $1) }
        case .gzip:
            attachments = read.compactMap { file, bytes in
                Deflate.compress(bytes, in: .gzip).map {
                    Attachment(name: file.name + ".gz", mediaType: "application/gzip", bytes: $0)
                }
            }
        case .zip:
            let parts = read.map { ReportArchive.File(fileExtension: $0.fileExtension, bytes: $1) }
            if let archive = ReportArchive(parts, on: request, maximumSize: limit) {
                attachments = [Attachment(name: archive.name, mediaType: "application/zip", bytes: archive.bytes)]
                excess += archive.omitted
            } else {
                excess += read.map(\.0.name)
            }
        }
        excess += attachments.filter { $0.bytes.count > limit }.map { "\($0.name) (\(ByteCountText($0.bytes.count)))" }
        attachments.removeAll { $0.bytes.count > limit }
        let problems = [
            missing.isEmpty ? nil : "not attached, because not on the disk: \(missing.joined(separator: ", "))",
            excess.isEmpty ? nil : "not attached, because \(Self.reason(format)): \(excess.joined(separator: ", "))",
        ]
        problem = problems.allSatisfy { $0 == nil } ? nil : problems.compactMap(\.self).joined(separator: "; ")
    }

    private static func reason(_ format: FormatStage) -> String {
        format.maxAttachment.map { "larger than max_attachment (\(ByteCountText($0)))" } ?? "impossible to pack"
    }
}

/// A report's file.
package struct ReportFile: Sendable, Hashable, Codable {
    /// As in `reports.formats`.
    package var format: String
    package var path: String

    package init(format: String, path: String) {
        self.format = format
        self.path = path
    }

    fileprivate var name: String { String(path.split(separator: "/").last ?? "") }

    /// What follows the report's identifier: `html`, or `pb.gz`.
    fileprivate var fileExtension: String {
        let parts = name.split(separator: "_").last?.split(separator: ".") ?? []
        return parts.dropFirst().joined(separator: ".")
    }

    fileprivate var mediaType: String {
        switch fileExtension {
        case "html": "text/html; charset=utf-8"
        case "md": "text/markdown; charset=utf-8"
        case "txt", "collapsed.txt": "text/plain; charset=utf-8"
        case let name where name.hasSuffix("json"): "application/json"
        default: "application/octet-stream"
        }
    }
}
