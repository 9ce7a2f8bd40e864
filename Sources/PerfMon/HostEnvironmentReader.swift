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
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling

/// Describes the process and the machine for reports.
struct HostEnvironmentReader: Sendable {
    /// What never changes; ``read(for:)`` fills in the rest.
    private let fixed: HostEnvironment
    private let processStart: ContinuousClock.Instant

    init() {
        processStart = ContinuousClock.now - Self.secondsSinceProcessStart()
        fixed = HostEnvironment(
            service: "",
            version: ProcessInfo.processInfo.environment["APP_VERSION"],
            host: ProcessInfo.processInfo.hostName,
            processID: Int(ProcessInfo.processInfo.processIdentifier),
            uptime: .zero,
            swiftVersion: Self.swiftVersion,
            operatingSystem: Self.operatingSystem(),
            architecture: Self.architecture,
            processors: ProcessInfo.processInfo.processorCount,
            processorLimit: ControlGroup(read: Self.file).processorLimit,
            planHash: ""
        )
    }

    /// How many processors the process may use.
    var availableProcessors: Double { fixed.processorLimit ?? Double(fixed.processors) }

    /// The environment at this moment, under a plan.
    func read(for plan: MonitoringPlan) -> HostEnvironment {
        var environment = fixed
        environment.service = plan.service.name
        environment.deployment = plan.service.environment
        environment.tags = plan.service.tags
        environment.planHash = plan.hash
        environment.uptime = ContinuousClock.now - processStart
        environment.loadAverage = Self.file("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }
        let status = Self.file("/proc/self/status") ?? ""
        environment.residentBytes = Self.number(after: "VmRSS:", in: status).map { $0 * 1024 }
        environment.threads = Self.number(after: "Threads:", in: status)
        return environment
    }

    private static func file(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    private static func number(after key: String, in text: String) -> Int? {
        text.split(separator: "\n").first { $0.hasPrefix(key) }?
            .dropFirst(key.count).split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    private static func operatingSystem() -> String {
        let release = file("/etc/os-release")?.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        guard let release else { return ProcessInfo.processInfo.operatingSystemVersionString }
        return release.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
    }

    /// From field 22 of `/proc/self/stat`: clock ticks since boot. Zero when that cannot be read.
    private static func secondsSinceProcessStart() -> Duration {
        guard let stat = file("/proc/self/stat"), let nameEnd = stat.lastIndex(of: ")"),
            let uptime = file("/proc/uptime")?.split(separator: " ").first.flatMap({ Double($0) })
        else { return .zero }
        let fields = stat[stat.index(after: nameEnd)...].split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return .zero }
        return .seconds(max(0, uptime - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))))
    }

    private static var swiftVersion: String {
        #if compiler(>=6.4)
        "6.4 or later"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "aarch64"
        #else
        "unknown"
        #endif
    }
}
