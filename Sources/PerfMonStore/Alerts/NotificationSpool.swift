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

    /// Why an entry is not kept.
    package enum DropReason: Sendable {
        case tooOld
        /// Too many, or too large together.
        case tooMany
        case unreadable
    }

    package typealias Dropped = (entry: Entry, reason: DropReason)

    /// What was found.
    package struct Taken: Sendable {
        /// In the order of their dates.
        package var entries: [Entry] = []
        package var dropped: [Dropped] = []
        /// Lines that make no sense, such as one that a dying process wrote by half.
        package var damaged = 0
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

    /// Writes entries down, all at once; one takes the place of an earlier one with its name. Nobody takes them before ``release()`` or
    /// the end of this process. Returns those that are not kept.
    @discardableResult
    package func put(_ entries: [Entry], at now: Date) throws(SpoolError) -> [Dropped] {
        let (entries, dropped) = Self.bounded(entries, at: now)
        guard !entries.isEmpty else { return dropped }
        try files.withLock { files throws(SpoolError) in
            if let last = files.last {
                try last.append(entries)
            } else {
                files.append(try SpoolFile(creatingIn: directory, entries))
            }
        }
        return dropped
    }

    /// Takes what processes have left that are gone. Until ``remove(_:)`` or ``release()`` it belongs to this one.
    package func take(at now: Date) throws(SpoolError) -> Taken {
        var found: [SpoolFile] = []
        var entries: [String: Entry] = [:]
        var taken = Taken()
        for name in try SpoolFile.names(in: directory) {
            guard let file = SpoolFile(taking: name, in: directory) else { continue }
            let content = file.read()
            found.append(file)
            taken.damaged += content.damaged
            entries.merge(content.entries.map { ($0.id, $0) }) { $1 }
        }
        (taken.entries, taken.dropped) = Self.bounded(Array(entries.values), at: now)
        let ids = Set(taken.entries.map(\.id))
        for file in found { file.keep(ids) }
        let live = found.filter { !$0.isDone }
        files.withLock { $0 += live }
        return taken
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

    /// The newest that are neither too many nor too large nor too old, and the others.
    private static func bounded(_ entries: [Entry], at now: Date) -> (kept: [Entry], dropped: [Dropped]) {
        var kept: [Entry] = [], dropped: [Dropped] = []
        var count = 0, bytes = 0
        for entry in entries.sorted(by: { ($0.date, $0.id) > ($1.date, $1.id) }) {
            if !entry.isWritable {
                dropped.append((entry, .unreadable))
            } else if now.timeIntervalSince(entry.date) > longestAge {
                dropped.append((entry, .tooOld))
            } else {
                count += 1
                bytes += entry.content.count
                if count <= maximumCount, bytes <= maximumBytes { kept.append(entry) } else { dropped.append((entry, .tooMany)) }
            }
        }
        return (kept.reversed(), dropped)
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
