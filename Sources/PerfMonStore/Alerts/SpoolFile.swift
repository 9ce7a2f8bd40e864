#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// A file of the spool that belongs to this process: a line for each entry, and a line for each one that is done with.
///
/// Locked as long as it is open; the kernel ends the lock with the process.
final class SpoolFile: Sendable {
    private static let suffix = ".spool"
    /// Written by others, so it may be anything; the spool writes less.
    private static let maximumSize = 64 << 20

    private let path: String
    private let descriptor: FileDescriptor
    /// What is left of it.
    private let ids = Mutex<Set<String>>([])

    /// Makes a file that appears under its name with everything in it.
    init(creatingIn directory: String, _ entries: [NotificationSpool.Entry]) throws(SpoolError) {
        let temporary = "\(directory)/\(TemporaryName.random())"
        path = "\(directory)/notifications-\(String(UInt64.random(in: .min ... .max), radix: 16))\(Self.suffix)"
        do {
            descriptor = try FileDescriptor(
                opening: temporary, flags: O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        } catch {
            throw SpoolError(temporary, error)
        }
        do throws(Errno) {
            // Before it has its name: nobody finds it without an owner.
            guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else { throw Errno.last }
            try descriptor.write(Self.lines(entries))
            guard rename(temporary, path) == 0 else { throw Errno.last }
        } catch {
            unlink(temporary)
            throw SpoolError(temporary, error)
        }
        ids.withLock { $0 = Set(entries.map(\.id)) }
    }

    /// Takes a file that no living process has; `nil` when one has.
    init?(taking name: String, in directory: String) {
        path = "\(directory)/\(name)"
        guard let descriptor = try? FileDescriptor(opening: path, flags: O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK) else { return nil }
        self.descriptor = descriptor
        guard flock(self.descriptor.number, LOCK_EX | LOCK_NB) == 0 else { return nil }
        // Whoever had it before may have removed it just now.
        guard let opened = try? FileIdentity(of: self.descriptor), (try? FileIdentity(of: path)) == opened else { return nil }
    }

    /// The names of the files in a directory.
    static func names(in directory: String) throws(SpoolError) -> [String] {
        guard let listing = opendir(directory) else {
            if errno == ENOENT { return [] }
            throw SpoolError(directory, Errno.last)
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
            if name.hasPrefix("notifications-"), name.hasSuffix(suffix) { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether nothing is left of it; then it is gone.
    var isDone: Bool { ids.withLock(\.isEmpty) }

    func append(_ entries: [NotificationSpool.Entry]) throws(SpoolError) {
        do {
            try descriptor.write(Self.lines(entries))
        } catch {
            throw SpoolError(path, error)
        }
        ids.withLock { $0.formUnion(entries.map(\.id)) }
    }

    func remove(_ id: String) throws(SpoolError) {
        let (isMember, isLast) = ids.withLock { ids in (ids.remove(id) != nil, ids.isEmpty) }
        guard isMember else { return }
        if isLast {
            unlink(path)
            return
        }
        do {
            try descriptor.write(Array("- \(id)\n".utf8))
        } catch {
            throw SpoolError(path, error)
        }
    }

    /// Says which of its entries are to be sent; when there are none, it is removed.
    func keep(_ wanted: Set<String>) {
        let isDone = ids.withLock { ids in
            ids.formIntersection(wanted)
            return ids.isEmpty
        }
        if isDone { unlink(path) }
    }

    /// The entries that are not done with, and how many lines make no sense: a dying process may have written one by half.
    func read() -> (entries: [NotificationSpool.Entry], damaged: Int) {
        guard let bytes = try? descriptor.read(atMost: Self.maximumSize) else { return ([], 1) }
        var entries: [String: NotificationSpool.Entry] = [:]
        var damaged = 0
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 10) {
            let fields = rest[..<end].split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
            rest = rest[(end + 1)...]
            guard let kind = fields.first, fields.count > 1 else {
                damaged += 1
                continue
            }
            let id = String(decoding: fields[1], as: UTF8.self)
            if kind.elementsEqual([UInt8(ascii: "-")]) {
                entries[id] = nil
            } else if kind.elementsEqual([UInt8(ascii: "+")]), fields.count == 4,
                let date = Double(String(decoding: fields[2], as: UTF8.self)), date.isFinite
            {
                entries[id] = NotificationSpool.Entry(id: id, date: Date(timeIntervalSince1970: date), content: Array(fields[3]))
            } else {
                damaged += 1
            }
        }
        if !rest.isEmpty { damaged += 1 }
        ids.withLock { $0 = Set(entries.keys) }
        return (Array(entries.values), damaged)
    }

    private static func lines(_ entries: [NotificationSpool.Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + $1.content.count + $1.id.utf8.count + 40 })
        for entry in entries {
            bytes += Array("+ \(entry.id) \(entry.date.timeIntervalSince1970) ".utf8)
            bytes += entry.content
            bytes.append(10)
        }
        return bytes
    }
}
