internal import Foundation
internal import Synchronization

/// Directories that all tests of a run share; they are removed when the run ends.
enum SharedDirectory {
    private static let all = Mutex<[URL]>([])
    private static let isRegistered = atexit { SharedDirectory.remove() } == 0

    static func make(_ name: String) throws -> URL {
        _ = isRegistered
        let directory = FileManager.default.temporaryDirectory.appending(path: "perfmon-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        all.withLock { $0.append(directory) }
        return directory
    }

    private static func remove() {
        for directory in all.withLock({ $0 }) { try? FileManager.default.removeItem(at: directory) }
    }
}
