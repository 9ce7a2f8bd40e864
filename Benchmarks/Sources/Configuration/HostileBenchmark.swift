internal import PerfMonConfiguration

#if canImport(Glibc)
internal import Glibc
#endif

/// Files that are meant to do harm: each in a process of its own, so that its peak memory is its own.
enum HostileBenchmark {
    private static let runs = 9

    static func run() {
        print("\nHostile files, each in processes of its own\n")
        print("| file | bytes | milliseconds, median (minimum) | peak of a process, MB | of a process with an empty file, MB | finding |")
        print("| --- | ---: | ---: | ---: | ---: | --- |")
        let empty = HostileInput.all.count
        let base = (0..<runs).compactMap { _ in child(empty)?.megabytes }.sorted()
        for (index, input) in HostileInput.all.enumerated() {
            let results = (0..<runs).compactMap { _ in child(index) }
            guard let last = results.last else { continue }
            let peak = results.map(\.megabytes).sorted()[results.count / 2]
            print(
                """
                | \(input.name) | \(input.bytes.count) | \(Timing(results.map(\.duration)).milliseconds) | \(text(peak, decimals: 1)) \
                | \(text(base[base.count / 2], decimals: 1)) | \(last.finding) |
                """)
        }
    }

    private struct Result {
        var duration: Duration
        var megabytes: Double
        var finding: String
    }

    /// This program again, with one file to load.
    private static func child(_ index: Int) -> Result? {
        let pipe = popen("'\(CommandLine.arguments[0])' hostile-file \(index)", "r")
        guard let pipe else { return nil }
        var bytes: [UInt8] = []
        while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        pclose(pipe)
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: "\t")
        guard fields.count == 3, let nanoseconds = Int64(fields[0]), let kilobytes = Double(fields[1]) else { return nil }
        return Result(duration: .nanoseconds(nanoseconds), megabytes: kilobytes / 1024, finding: String(fields[2]))
    }

    /// Loads one file, writes its findings for people, and prints nanoseconds, the peak of resident memory in KiB, and what
    /// was found.
    static func load(_ index: Int) {
        let bytes = index < HostileInput.all.count ? HostileInput.all[index].bytes : []
        let path = "/tmp/perfmon-hostile-\(getpid()).yaml"
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        defer { unlink(path) }
        var finding = "valid"
        let duration = ContinuousClock().measure {
            do {
                _ = try MonitoringPlan.load(path: path, environment: .empty)
            } catch let error as ConfigurationError {
                finding = summary(error.description)
            } catch {
                finding = "\(error)"
            }
        }
        print("\(Int64(duration / .nanoseconds(1)))\t\(peakOfResidentMemory())\t\(finding)", terminator: "")
    }

    /// The codes among the findings, and the sum below them.
    private static func summary(_ text: String) -> String {
        let lines = text.split(separator: "\n")
        let codes = lines.compactMap { line in line.firstRange(of: "[PM").map { line[$0.lowerBound...].dropFirst().prefix(6) } }
        let sum = (lines.last ?? "").prefix { $0 != "," }.split(separator: " ").prefix(2).joined(separator: " ")
        return "\(Set(codes).sorted().joined(separator: ", ")): \(sum)"
    }

    /// In KiB. `getrusage` does not do: what a process begins with counts the memory of the one that started it.
    private static func peakOfResidentMemory() -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var kilobytes = 0
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split { " \t\n".contains($0) }
            if words.first == "VmHWM:", words.count > 1 { kilobytes = Int(words[1]) ?? 0 }
        }
        return kilobytes
    }
}
