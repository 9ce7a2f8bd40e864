internal import Foundation
internal import PerfMonModel
internal import PerfMonProfiling

/// What names and lines cost: the CPU time from the end of a request until its profile is made, for the first profile of a process
/// and for the next ones, each of code that was not looked at before.
enum SymbolCost {
    private static let kinds: [@Sendable () async -> Void] = [encode, sort, write, match]

    /// Lets each executable measure itself in so many processes: a file, and the same file stripped, split or compressed.
    static func measure(executables: [String], processes: Int) throws {
        print("| executable | MB | CPU of the first profile, ms | CPU of a following one, ms | frames named | with a line |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for path in executables {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            let runs = try (0..<processes).map { _ in try run(path) }.filter { $0.count == kinds.count + 3 }
            let first = Statistics(runs.map { $0[0] }, digits: 1)
            let following = Statistics(runs.flatMap { $0[1..<kinds.count] }, digits: 1)
            let last = runs.last ?? []
            let counts = last.suffix(3).map { Int($0) }
            guard counts.count == 3 else { throw CocoaError(.executableLoad) }
            let name = URL(fileURLWithPath: path).lastPathComponent
            let megabytes = (Double(size) / 1e6).text(1)
            print("| \(name) | \(megabytes) | \(first) | \(following) | \(counts[0]) of \(counts[2]) | \(counts[1]) |")
        }
    }

    /// In the process that is measured.
    static func printOwn() async {
        var costs: [Double] = []
        var frames: Set<Int> = []
        var named = 0, withLine = 0, all = 0
        for kind in kinds {
            let recording = await Profiler.record { () async -> Double in
                let end = ContinuousClock.now + .milliseconds(200)
                while ContinuousClock.now < end { await kind() }
                return CPUTime.process
            }
            costs.append((CPUTime.process - recording.value) * 1000)
            for frame in recording.profile.frames where frames.insert(frame.hashValue).inserted {
                all += 1
                named += frame.function.hasPrefix("0x") ? 0 : 1
                withLine += frame.line == nil ? 0 : 1
            }
        }
        print((costs + [named, withLine, all].map(Double.init)).map { "\($0)" }.joined(separator: " "))
    }

    private static func run(_ path: String) throws -> [Double] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["symbols"]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    }

    @inline(never) @Sendable private static func encode() async {
        let products = (0..<50).map { ["id": "\($0)", "name": "product \($0)"] }
        withExtendedLifetime(try? JSONEncoder().encode(products)) {}
        try? await Task.sleep(for: .milliseconds(1))
    }

    @inline(never) @Sendable private static func sort() async {
        let names = (0..<2000).map { "name \($0 &* 7919 % 2003)" }
        let sorted = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<2 { group.addTask { names.sorted { $0 > $1 } } }
            return await group.reduce(into: [], +=)
        }
        withExtendedLifetime(Dictionary(grouping: sorted, by: \.count)) {}
    }

    @inline(never) @Sendable private static func write() async {
        var text = ""
        for index in 0..<500 { text += String(format: "%08.3f %@ ", Double(index) / 7, "\(index)") }
        withExtendedLifetime(text.uppercased().components(separatedBy: " ")) {}
        usleep(2000)
    }

    @inline(never) @Sendable private static func match() async {
        let lines = (0..<100).map { "GET /users/\($0)?expand=orders HTTP/1.1" }
        let date = Date(timeIntervalSince1970: Double(lines.count)).formatted(.iso8601)
        for line in lines { withExtendedLifetime(line.range(of: "[0-9]+", options: .regularExpression)) {} }
        withExtendedLifetime(date) {}
    }
}
