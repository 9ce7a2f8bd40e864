#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import Synchronization

/// Notifications that were not sent before their process ended, in files beside the reports, for another process to send.
///
/// A file belongs to the process that has it open. The end of the process, however it comes, makes it anybody's.
package final class NotificationSpool: Sendable {
    /// A notification as it was written down.
    package struct Entry: Sendable, Hashable {
        /// Without blanks and line breaks.
        package var id: String
        package var date: Date
        /// One line.
        package var content: [UInt8]

        package init(id: String, date: Date, content: [UInt8]) {
            self.id = id
            self.date = date
            self.content = content
        }
    }

    /// Nobody wants to hear of a slow request later than this.
    package static let longestAge: TimeInterval = 86_400
    /// Beyond either of these, the oldest give way.
    package static let maximumCount = 1000, maximumBytes = 16 << 20

    private let directory: String
    /// The files that belong to this process.
    private let files = Mutex<[SpoolFile]>([])

    /// Creates a spool in the reports directory.
    package init(directory: String) {
        self.directory = directory
    }

    /// Writes entries down, all at once. Nobody takes them before ``release()`` or the end of this process.
    package func put(_ entries: [Entry], at now: Date) throws(SpoolError) {
        let entries = Self.bounded(entries, at: now)
        guard !entries.isEmpty else { return }
        try files.withLock { files throws(SpoolError) in
            if let last = files.last {
                try last.append(entries)
            } else {
                files.append(try SpoolFile(creatingIn: directory, entries))
            }
        }
    }

    /// Takes what processes have left that are gone. Until ``remove(_:)`` or ``release()`` it belongs to this one.
    package func take(at now: Date) throws(SpoolError) -> [Entry] {
        var found: [(file: SpoolFile, entries: [Entry])] = []
        for name in try SpoolFile.names(in: directory) {
            if let file = SpoolFile(taking: name, in: directory) { found.append((file, file.read())) }
        }
        let kept = Self.bounded(found.flatMap(\.entries), at: now)
        let ids = Set(kept.map(\.id))
        for (file, _) in found { file.keep(ids) }
        let live = found.map(\.file).filter { !$0.isDone }
        files.withLock { $0 += live }
        return kept
    }

    /// Notes that an entry was sent or given up.
    package func remove(_ id: String) throws(SpoolError) {
        try files.withLock { files throws(SpoolError) in
            for file in files { try file.remove(id) }
            files.removeAll(where: \.isDone)
        }
    }

    /// Leaves what has not been removed to others.
    package func release() {
        files.withLock { $0 = [] }
    }

    /// The newest that are neither too many nor too large nor too old.
    private static func bounded(_ entries: [Entry], at now: Date) -> [Entry] {
        var count = 0, bytes = 0
        let kept = entries.filter { now.timeIntervalSince($0.date) <= longestAge && $0.isWritable }.sorted {
            ($0.date, $0.id) > ($1.date, $1.id)
        }.prefix {
            count += 1
            bytes += $0.content.count
            return count <= maximumCount && bytes <= maximumBytes
        }
        return kept.reversed()
    }
}

extension NotificationSpool.Entry {
    fileprivate var isWritable: Bool { !id.isEmpty && !id.utf8.contains { $0 <= 32 } && !content.contains(10) }
}

/// Why notifications cannot be kept.
package struct SpoolError: Error, CustomStringConvertible {
    package let description: String

    init(_ path: String, _ cause: Errno) {
        description = "\(path): \(cause)"
    }
}
