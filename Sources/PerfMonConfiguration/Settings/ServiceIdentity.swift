#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Who is monitored; every report and notification says so.
public struct ServiceIdentity: Sendable, Hashable {
    /// The service's name. Without a configuration, the name of the executable.
    public var name: String
    /// Where it runs, such as `production`.
    public var environment: String
    /// Free pairs of text.
    public var tags: [String: String]

    /// Creates an identity; `nil` stands for the executable's name.
    public init(name: String? = nil, environment: String = "development", tags: [String: String] = [:]) {
        self.name = name ?? ProcessInfo.processInfo.processName
        self.environment = environment
        self.tags = tags
    }
}
