#if os(Linux)
internal import CPerfMonFaults
internal import CPerfMonSampler
internal import PerfMonProfiling
internal import PerfMonThreads
internal import Synchronization
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What an application may do to its own process.
extension Scenario {
    static let process: [Scenario] = [fork, forkAndLoad, exec, libraries, closedFiles]

    /// Forks while a request is sampled. The child uses the monitor's calls as its parent does.
    private static let fork = Scenario(name: "fork") {
        try startedSampler()
        Workload.profile {
            let status = faults_fork {
                Sampler.shared.start(Sampler.Options())
                for _ in 0..<1000 {
                    guard let request = Sampler.shared.begin(threshold: .zero) else { continue }
                    Sampler.shared.end(request)
                    return 3
                }
                raise(SIGPROF)
                // Memory that is shared with the parent must not be written to.
                return perfmon_capture_at(0) == nil && perfmon_memory_check() == Int32(perfmon_memory_closed) ? 0 : 4
            }
            say("child: \(status)")
        }
    }

    /// Forks while another thread looks at the loaded libraries all the time, as the sampler does now and then. Each child loads one.
    private static let forkAndLoad = Scenario(name: "fork-and-load") {
        guard perfmon_memory_open() == 0 else { throw Fault("no memory") }
        let isDone = Atomic<Bool>(false)
        let looks = Atomic<Int>(0)
        let error = WorkerThread.start(name: "looker") {
            while !isDone.load(ordering: .relaxed) {
                _ = perfmon_images_refresh()
                looks.add(1, ordering: .relaxed)
            }
        }
        guard error == 0 else { throw Fault("no thread") }
        var status: Int32 = 0
        for _ in 0..<200 where status == 0 { status = faults_fork_and_load("libBrokenLocale.so.1") }
        let before = looks.load(ordering: .relaxed)
        let deadline = perfmon_now() + 20_000_000_000
        while looks.load(ordering: .relaxed) == before, perfmon_now() < deadline { usleep(1000) }
        say("looks: \(looks.load(ordering: .relaxed) > before ? "go on" : "none")")
        isDone.store(true, ordering: .relaxed)
        say("child: \(status)")
    }

    /// Becomes another program while requests are sampled.
    private static let exec = Scenario(name: "exec") {
        try startedSampler()
        Workload.profile(milliseconds: 3000) {
            Workload.spin(milliseconds: 40)
            say("exec: now")
            "/bin/true".withCString { path in
                var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
                execv(path, &arguments)
            }
        }
        throw Fault("exec came back")
    }

    /// Loads and unloads a library all the time.
    private static let libraries = Scenario(name: "libraries") {
        try startedSampler()
        let isDone = Atomic<Bool>(false)
        let count = Atomic<Int>(0)
        let error = WorkerThread.start(name: "loader") {
            while !isDone.load(ordering: .relaxed) {
                guard let library = dlopen("libBrokenLocale.so.1", RTLD_NOW) else { continue }
                dlclose(library)
                count.add(1, ordering: .relaxed)
            }
        }
        guard error == 0 else { throw Fault("no thread") }
        Workload.profile()
        isDone.store(true, ordering: .relaxed)
        say("loads: \(count.load(ordering: .relaxed) > 10 ? "many" : "few")")
    }

    /// Closes all descriptors, as daemons do, and opens sockets and a file that get the numbers of those.
    private static let closedFiles = Scenario(name: "closed-files") {
        try startedSampler()
        let path = "/tmp/perfmon-closed-\(getpid())"
        defer { unlink(path) }
        Workload.profile {
            Workload.spin(milliseconds: 30)
            say("sockets: \(faults_take_thread_files() > 0 ? "some" : "none")")
            let number = faults_close_memory_file()
            say("memory file: \(number >= 0 ? "closed" : "not found")")
            // The number is nobody's until the sampler has noticed: it is checked once a tick, not before each read.
            let deadline = perfmon_now() + 20_000_000_000
            while Sampler.shared.report?.readers.memory == .memoryFile, perfmon_now() < deadline {}
            faults_take_file(number, path)
            Workload.spin(milliseconds: 100)
        }
        say("lost: \(faults_lost_files())")
        var status = stat()
        guard stat(path, &status) == 0 else { throw Fault("no file") }
        say("written to the file: \(status.st_size)")
        if let report = Sampler.shared.report { say(report) }
    }
}
#endif
