#if CLI
/// One thing that was looked at: a line of what `perfmon doctor` prints.
struct Examination: Encodable {
    enum Status: String, Encodable {
        case ok, warning, problem
    }

    /// What was looked at.
    let subject: String
    let status: Status
    /// What was found.
    let finding: String
    /// What to do, in one sentence, where something is to be done.
    let remedy: String?

    static func ok(_ subject: String, _ finding: String) -> Examination {
        Examination(subject: subject, status: .ok, finding: finding, remedy: nil)
    }

    static func warning(_ subject: String, _ finding: String, remedy: String) -> Examination {
        Examination(subject: subject, status: .warning, finding: finding, remedy: remedy)
    }

    static func problem(_ subject: String, _ finding: String, remedy: String) -> Examination {
        Examination(subject: subject, status: .problem, finding: finding, remedy: remedy)
    }
}
#endif
