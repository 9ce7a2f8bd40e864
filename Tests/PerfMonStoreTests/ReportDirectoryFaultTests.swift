internal import Foundation
internal import PerfMonStore
internal import Testing

/// Faults that concern a whole process; each test runs in one of its own.
@Suite("Faults of the machine leave nothing half-written")
struct ReportDirectoryFaultTests {
    @Test func `The modes do not depend on the umask`() async {
        await #expect(processExitsWith: .success) {
            let root = try TemporaryDirectory()
            umask(0o777)
            let report = try ReportDirectory(path: root / "a/b").write([1], named: "report.html")
            #expect(try mode(of: root / "a") == 0o700)
            #expect(try mode(of: root / "a/b") == 0o700)
            #expect(try mode(of: report) == 0o600)
        }
    }

    @Test func `A report beyond the file size limit is an error, not the end of the process`() async {
        await #expect(processExitsWith: .success) {
            let root = try TemporaryDirectory()
            let directory = try ReportDirectory(path: root.path)
            try limitFileSize(to: 1000)
            let error = #expect(throws: ReportDirectoryError.self) {
                try directory.write(Array(repeating: 0, count: 1001), named: "report.html")
            }
            #expect(error?.code == .tooLarge)
            #expect(try entries(of: root.path).isEmpty)
            _ = try directory.write(Array(repeating: 0, count: 1000), named: "report.html")
        }
    }

    @Test func `Without free descriptors a report is an error`() async {
        await #expect(processExitsWith: .success) {
            let root = try TemporaryDirectory()
            let directory = try ReportDirectory(path: root.path)
            var taken: [Int32] = []
            while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 { taken.append(descriptor) }
            let error = #expect(throws: ReportDirectoryError.self) { try directory.write([1], named: "report.html") }
            // One descriptor is enough for the directory, but not for the file in it.
            close(taken.removeLast())
            #expect(throws: ReportDirectoryError.self) { try directory.write([1], named: "report.html") }
            taken.forEach { close($0) }
            #expect(error?.code == .systemError)
            #expect(try entries(of: root.path).isEmpty)
        }
    }

    @Test(.enabled("needs the right to mount a file system") { try canMount() })
    func `A full disk leaves no report`() throws {
        let root = try TemporaryDirectory()
        try #require(mountSmallFileSystem(at: root.path))
        defer { unmount(root.path) }
        let directory = try ReportDirectory(path: root.path)
        let error = #expect(throws: ReportDirectoryError.self) {
            try directory.write(Array(repeating: 0, count: 100_000), named: "large.html")
        }
        #expect(error?.code == .noSpace)
        #expect(try entries(of: root.path).isEmpty)

        _ = try directory.write(Array(repeating: 0, count: 16 * 4096), named: "filler.html")
        let full = #expect(throws: ReportDirectoryError.self) { try ReportDirectory(path: root.path) }
        #expect(full?.code == .noSpace)
        #expect(try entries(of: root.path) == ["filler.html"])
    }

    @Test(.enabled("needs the right to mount a file system") { try canMount() })
    func `A read-only file system is refused`() throws {
        let root = try TemporaryDirectory()
        try #require(mountSmallFileSystem(at: root.path, options: "ro"))
        defer { unmount(root.path) }
        for path in [root.path, root / "reports"] {
            let error = #expect(throws: ReportDirectoryError.self) { try ReportDirectory(path: path) }
            #expect(error?.code == .readOnlyFileSystem)
            #expect(error?.path == path)
        }
    }

    @Test func `A killed writer leaves no partial report`() async throws {
        // The child knows this process; a path cannot be handed to it.
        let path = NSTemporaryDirectory() + "perfmon-killed-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let path = NSTemporaryDirectory() + "perfmon-killed-\(getppid())"
            let directory = try ReportDirectory(path: path)
            Thread.detachNewThread {
                let bytes = [UInt8](repeating: 1, count: 32_000_000)
                for number in 0... { _ = try? directory.write(bytes, named: "\(number).html") }
            }
            while try entries(of: path).allSatisfy({ !$0.hasSuffix(".tmp") }) {}
            kill(getpid(), SIGKILL)
        }
        let names = try entries(of: path)
        #expect(!names.isEmpty)
        for name in names where !name.hasPrefix(".") {
            #expect(try content(of: "\(path)/\(name)").count == 32_000_000)
        }
    }
}

private func limitFileSize(to bytes: UInt) throws {
    var limit = rlimit()
    #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
    let resource = RLIMIT_FSIZE
    #endif
    getrlimit(resource, &limit)
    limit.rlim_cur = rlim_t(bytes)
    try #require(setrlimit(resource, &limit) == 0)
}

private func mountSmallFileSystem(at path: String, options: String = "rw") -> Bool {
    run("mount", "-t", "tmpfs", "-o", "size=64k,\(options)", "tmpfs", path)
}

private func unmount(_ path: String) {
    _ = run("umount", path)
}

private func canMount() throws -> Bool {
    let directory = try TemporaryDirectory()
    defer { unmount(directory.path) }
    return mountSmallFileSystem(at: directory.path)
}

private func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}
