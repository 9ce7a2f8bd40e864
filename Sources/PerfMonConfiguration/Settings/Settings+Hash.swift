internal import Synchronization

extension Settings {
    /// Twelve hexadecimal digits over all effective values, equal in every run of every machine.
    var stableHash: String {
        var hash = StableHash()
        hash.combine("enabled", isEnabled)
        hash.combine("service", [service.name, service.environment])
        hash.combine("tags", service.tags.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
        hash.combine("threshold", thresholds.default)
        hash.combine("by_method", thresholds.byMethod.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        hash.combine("by_status", thresholds.byStatus.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        hash.combine("profiling", ProfilingSettings(profiling, threshold: thresholds.default))
        hash.combine("include", urls.include)
        hash.combine("exclude", urls.exclude)
        hash.combine("precedence", urls.precedence)
        hash.combine("headers", HeaderPolicy(headers).summary)
        hash.combine("reports", reports)
        hash.combine("alerts", alerts)
        hash.combine("delivery", delivery)
        // Both are named by others, so where they stand does not matter.
        for notifier in notifiers.sorted(by: { $0.name < $1.name }) { hash.combine("notifier", notifier) }
        for pipeline in pipelines.sorted(by: { $0.name < $1.name }) { hash.combine("pipeline", pipeline) }
        for route in routes { hash.combine("route", route) }
        return hash.digits
    }
}

/// FNV-1a with 64 bits: good enough to tell configurations apart, and the same everywhere, unlike `Hasher`.
struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// `value` and its parts must be public types: the name of a private one holds an address, which differs in each process.
    mutating func combine(_ name: String, _ value: some Any) {
        for byte in "\(name)=\(String(reflecting: value))\n".utf8 {
            state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
        }
    }

    /// The upper 48 bits.
    var digits: String {
        let text = String(state >> 16, radix: 16)
        return String(repeating: "0", count: 12 - text.count) + text
    }
}

/// Works the hash out when it is first asked for: for thousands of routes that takes longer than loading them.
final class LazyHash: Sendable {
    private let known = Mutex<String?>(nil)

    func value(_ settings: Settings) -> String {
        if let hash = known.withLock({ $0 }) { return hash }
        let hash = settings.stableHash
        known.withLock { $0 = hash }
        return hash
    }
}
