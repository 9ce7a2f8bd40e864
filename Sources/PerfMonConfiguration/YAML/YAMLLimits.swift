/// How much a configuration file may contain. Real files stay a hundred times below.
package enum YAMLLimits {
    /// Bytes of a file. The command line may set another limit.
    @TaskLocal package static var fileSize = 1 << 20
    static let depth = 64
    /// Keys and values when every alias is replaced by what it stands for. Room for 10,000 routes, which 1 MiB can hold.
    static let expandedNodes = 200_000
    /// Of one map.
    static let keys = 10_000
    /// What libyaml reports: beginnings, ends, keys and values. Bounds everything else.
    static let events = 200_000
    static let scalarLength = 64 << 10
    static let keyLength = 256
}
