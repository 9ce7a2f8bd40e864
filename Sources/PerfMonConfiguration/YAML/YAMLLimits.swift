/// How much a configuration file may contain. Real files stay a hundred times below.
package enum YAMLLimits {
    package static let fileSize = 1 << 20
    static let depth = 64
    /// Nodes when every alias is replaced by what it stands for.
    static let expandedNodes = 200_000
    /// Of one map.
    static let keys = 10_000
    static let scalarLength = 64 << 10
    static let keyLength = 256
}
