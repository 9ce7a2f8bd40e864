public import PerfMonModel

/// The reports on one request as a zip archive that a message can carry.
public struct ReportArchive: Sendable {
    /// One file: what a renderer made, and the extension that the renderer names.
    public struct File: Sendable {
        /// Without the dot, such as `html` or `pb.gz`.
        public var fileExtension: String
        /// The contents.
        public var bytes: [UInt8]

        /// Creates a file.
        public init(fileExtension: String, bytes: [UInt8]) {
            self.fileExtension = fileExtension
            self.bytes = bytes
        }
    }

    /// Gmail and others refuse a whole message for a script or an unknown type inside of an archive.
    private static let acceptedExtensions = ["html", "md", "json", "pb.gz", "txt"]

    /// `perf_report_{method and route}_{report id}.zip`: letters, digits, `.`, `-` and `_` only.
    public let name: String
    /// The archive.
    public let bytes: [UInt8]
    /// The names of files that are not in it, because it would be larger than allowed or mail gateways refuse their
    /// type.
    public let omitted: [String]

    /// Packs `files`, the most important first; `nil` when none can be packed.
    ///
    /// - Parameters:
    ///   - files: Files that do not fit are left out, and later ones are still tried.
    ///   - request: Names the archive and its entries.
    ///   - maximumSize: Of the archive, in bytes.
    public init?(_ files: [File], on request: RequestRecord, maximumSize: Int = .max) {
        let stem = ReportName(request).stem
        var archive = ZipArchive(timestamp: DOSTimestamp(request.start))
        var omitted: [String] = []
        for file in files {
            let name = "\(stem).\(file.fileExtension)"
            let isAccepted = Self.acceptedExtensions.contains { file.fileExtension == $0 || file.fileExtension.hasSuffix(".\($0)") }
            if !isAccepted || !archive.add(name, file.bytes, limit: maximumSize) { omitted.append(name) }
        }
        guard omitted.count < files.count else { return nil }
        // The stem is time, method, route, duration and id.
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        name = "perf_report_\(parts.dropFirst().dropLast(2).joined(separator: "_"))_\(parts.last ?? "").zip"
        bytes = archive.bytes
        self.omitted = omitted
    }
}
