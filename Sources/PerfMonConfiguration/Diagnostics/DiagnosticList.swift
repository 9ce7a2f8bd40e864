/// The findings of one step: the first ones as they are, of the others only how many there are. A file that is wrong in
/// every line would take more memory than its bytes tell.
struct DiagnosticList {
    /// Far more than are ever shown.
    static let limit = 2000

    private(set) var kept: [Diagnostic] = []
    private(set) var omitted: [Diagnostic.Severity: Int] = [:]

    /// Whether only the number of further findings counts.
    var isFull: Bool { kept.count >= Self.limit }

    mutating func omit(_ severity: Diagnostic.Severity) { omitted[severity, default: 0] += 1 }

    mutating func append(_ diagnostic: Diagnostic) {
        if isFull { omit(diagnostic.severity) } else { kept.append(diagnostic) }
    }
}
