/// The process and the machine a report comes from.
public struct HostEnvironment: Sendable, Hashable, Codable {
    /// `service.name` and `service.environment` of the configuration, and the version the deployment announces.
    public var service: String, deployment: String?, version: String?
    /// `service.tags` of the configuration.
    public var tags: [String: String]
    /// The host's name, the process and how long it has been up.
    public var host: String, processID: Int, uptime: Duration
    /// Such as `6.3.1`, `Debian GNU/Linux 12 (bookworm)`, `x86_64`.
    public var swiftVersion: String, operatingSystem: String, architecture: String
    /// CPUs of the machine, and how many of them the control group allows.
    public var processors: Int, processorLimit: Double?
    /// The one-minute load average.
    public var loadAverage: Double?
    /// Resident memory in bytes, and threads of the process.
    public var residentBytes: Int?, threads: Int?
    /// Names the configuration that was in force: twelve hexadecimal digits.
    public var planHash: String

    /// Creates a description.
    public init(
        service: String,
        deployment: String? = nil,
        version: String? = nil,
        tags: [String: String] = [:],
        host: String,
        processID: Int,
        uptime: Duration,
        swiftVersion: String,
        operatingSystem: String,
        architecture: String,
        processors: Int,
        processorLimit: Double? = nil,
        loadAverage: Double? = nil,
        residentBytes: Int? = nil,
        threads: Int? = nil,
        planHash: String
    ) {
        self.service = service
        self.deployment = deployment
        self.version = version
        self.tags = tags
        self.host = host
        self.processID = processID
        self.uptime = uptime
        self.swiftVersion = swiftVersion
        self.operatingSystem = operatingSystem
        self.architecture = architecture
        self.processors = processors
        self.processorLimit = processorLimit
        self.loadAverage = loadAverage
        self.residentBytes = residentBytes
        self.threads = threads
        self.planHash = planHash
    }
}
