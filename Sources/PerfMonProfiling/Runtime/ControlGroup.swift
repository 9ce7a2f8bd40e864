/// The limits of the control group that this process is in, of both versions: the smallest on the way up to the root holds.
package struct ControlGroup {
    private static let mount = "/sys/fs/cgroup"

    private let read: (String) -> String?
    /// What `/proc/self/cgroup` says: the controllers, none in the second version, and the group.
    private let memberships: [(controllers: [Substring], group: Substring)]

    /// - Parameter read: Reads a file of the system; `nil` when there is none.
    package init(read: @escaping (String) -> String?) {
        self.read = read
        memberships = (read("/proc/self/cgroup") ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            return fields.count == 3 ? (fields[1].split(separator: ","), fields[2]) : nil
        }
    }

    /// CPUs that may be used at the same time; `nil` for all.
    package var processorLimit: Double? {
        let second = directories(of: nil, in: Self.mount).compactMap { directory -> Double? in
            guard let fields = values("\(directory)/cpu.max"), fields.count == 2 else { return nil }
            return ratio(fields[0], fields[1])
        }
        let first = directories(of: "cpu", in: "\(Self.mount)/cpu").compactMap { directory -> Double? in
            guard let quota = values("\(directory)/cpu.cfs_quota_us")?.first, let period = values("\(directory)/cpu.cfs_period_us")?.first
            else { return nil }
            return ratio(quota, period)
        }
        return (second + first).min()
    }

    /// Bytes; `nil` for all.
    package var memoryLimit: Int? {
        let second = directories(of: nil, in: Self.mount).map { "\($0)/memory.max" }
        let first = directories(of: "memory", in: "\(Self.mount)/memory").map { "\($0)/memory.limit_in_bytes" }
        // The first version says "no limit" by a number that no machine has.
        return (second + first).compactMap { values($0)?.first.flatMap { Int($0) } }.filter { $0 < 1 << 60 }.min()
    }

    /// The group's directory and those above it, up to the root. What is not mounted here, as of a group outside the container, is not there
    /// to be read.
    private func directories(of controller: String?, in mount: String) -> [String] {
        let membership = memberships.first { membership in
            guard let controller else { return membership.controllers.isEmpty }
            return membership.controllers.contains { $0 == controller }
        }
        var parts = membership?.group.split(separator: "/") ?? []
        if parts.contains("..") { parts = [] }
        return (0...parts.count).map { ([mount] + parts.prefix($0).map(String.init)).joined(separator: "/") }
    }

    private func values(_ file: String) -> [String]? {
        read(file)?.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private func ratio(_ quota: String, _ period: String) -> Double? {
        guard let quota = Double(quota), let period = Double(period), quota > 0, period > 0 else { return nil }
        return quota / period
    }
}
