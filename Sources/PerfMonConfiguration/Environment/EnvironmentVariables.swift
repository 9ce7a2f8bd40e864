#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A set of environment variables.
public struct EnvironmentVariables: Sendable {
    private let values: [String: String]

    /// Creates a set from names and values.
    public init(_ values: [String: String]) {
        self.values = values
    }

    /// The variables of this process, as they are now.
    public static var process: EnvironmentVariables {
        EnvironmentVariables(ProcessInfo.processInfo.environment)
    }

    /// No variables at all.
    public static let empty = EnvironmentVariables([:])

    /// The names in alphabetical order.
    var names: [String] { values.keys.sorted() }

    /// The value of a variable; `nil` when it is not set, empty or blank, which count the same.
    package subscript(name: String) -> String? {
        guard let value = values[name], value.contains(where: { !$0.isWhitespace }) else { return nil }
        return value
    }
}
