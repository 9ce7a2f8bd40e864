#if CLI
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// All examinations of one run, as people and programs read them.
struct ExaminationList: Encodable {
    let examinations: [Examination]

    /// Warnings leave the profiler useful; problems do not.
    var hasProblems: Bool { count(.problem) > 0 }

    private func count(_ status: Examination.Status) -> Int {
        examinations.count { $0.status == status }
    }

    /// One line for each, the remedy below it.
    var table: String {
        let subjects = examinations.map(\.subject.count).max() ?? 0
        let marks = Examination.Status.problem.rawValue.count
        let lines = examinations.map { examination in
            let mark = padded(examination.status.rawValue, to: marks)
            let line = "\(mark)  \(padded(examination.subject, to: subjects))  \(examination.finding)"
            guard let remedy = examination.remedy else { return line }
            return line + "\n" + padded("", to: marks + subjects + 4) + "→ \(remedy)"
        }
        let summary = "\(counted(.problem)), \(counted(.warning))"
        return lines.joined(separator: "\n") + "\n\n\(summary)\n"
    }

    var json: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" }
    }

    private func counted(_ status: Examination.Status) -> String {
        let number = count(status)
        return "\(number == 0 ? "no" : "\(number)") \(status.rawValue)\(number == 1 ? "" : "s")"
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
#endif
