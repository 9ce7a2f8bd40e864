internal import Foundation
internal import PerfMonStore

/// The time of one `admit` while several processes hammer one file.
enum AdmissionMeasurement {
    private static let calls = 20_000, fingerprints = 50

    static func run(processes count: Int) throws {
        try inTemporaryDirectory { directory in
            let processes = try (0..<count).map { _ in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
                process.arguments = ["admit-one", directory]
                let output = Pipe()
                process.standardOutput = output
                try process.run()
                return (process, output)
            }
            let lines = try processes.flatMap { process, output in
                let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                process.waitUntilExit()
                return text.split(separator: "\n")
            }
            let times = lines.compactMap { Double($0) }
            let admitted = lines.filter { $0 == "admitted" }.count
            print("admit: \(count) processes, \(times.count) calls, \(fingerprints) fingerprints, \(admitted) admitted")
            print(Distribution(times).text)
        }
    }

    static func runOne(directory: String) throws {
        let store = SQLiteAlertStore(file: AlertFile(directory: directory) { print($0) }, limit: 10_000)
        var lines: [String] = []
        for number in 0..<calls {
            let sighting = AlertSighting(
                fingerprint: Fingerprint([("route", "/\(number % fingerprints)")]), duration: .seconds(1), window: .seconds(86_400))
            let start = ContinuousClock.now
            let admission = try store.admit(sighting, at: Date())
            lines.append("\(start.duration(to: .now) / .microseconds(1))")
            if case .admitted(let claim, _) = admission {
                lines.append("admitted")
                try store.confirm(claim, at: Date())
            }
        }
        print(lines.joined(separator: "\n"))
    }
}

/// Times in microseconds.
struct Distribution {
    private let sorted: [Double]

    init(_ times: [Double]) {
        sorted = times.sorted()
    }

    var text: String {
        guard !sorted.isEmpty else { return "no values" }
        let share = { (part: Double) in String(format: "%.0f", sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]) }
        return "p50 \(share(0.5)) µs, p99 \(share(0.99)) µs, p99.9 \(share(0.999)) µs, largest \(share(1)) µs"
    }
}

func inTemporaryDirectory(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.path + "/perfmon-measure-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
}
