import Testing

@testable import PerfMonConfiguration

@Suite struct ValueTextTests {
    @Test(arguments: [
        ("0", Duration.zero), ("0s", .zero), ("500ms", .milliseconds(500)), ("1.5s", .milliseconds(1500)), ("1h30m", .seconds(5400)),
        ("10d", .seconds(864_000)), ("2w", .seconds(1_209_600)), ("250us", .microseconds(250)), ("3ns", .nanoseconds(3)),
        ("0.5ms", .microseconds(500)),
    ])
    func durations(text: String, value: Duration) throws {
        #expect(try DurationText.parse(text) == value)
    }

    @Test(arguments: [
        ("10 sec", "10s"), ("5 minutes", "5m"), ("500msec", "500ms"), ("1S", "1s"), ("3 d", "3d"), ("250µs", "250us"), ("2Hours", "2h"),
    ])
    func durationsThatCanBeGuessed(text: String, suggestion: String) {
        #expect { try DurationText.parse(text) } throws: { ($0 as? ValueProblem)?.suggestion == suggestion }
    }

    @Test(arguments: [
        "", " ", "s", "ms5", "-1s", "+1s", "1", "1.5", "1..5s", ".5s", "5.s", "1e3s", "1s2", "1_000ms", "0x10s", "NaN", "inf", "1000000w",
        "99999999999999999999999999s", "1s 2m", "١s", "0 ",
    ])
    func notDurations(text: String) {
        #expect(throws: ValueProblem.self) { try DurationText.parse(text) }
    }

    @Test(arguments: [("5%", 0.05), ("100%", 1), ("0.5%", 0.005), ("0.05", 0.05), ("1", 1), ("0", 0), ("1.0", 1)])
    func shares(text: String, value: Double) throws {
        #expect(abs(try ShareText.parse(text) - value) < 1e-12)
    }

    @Test(arguments: ["", "%", "-5%", "5 %", "101%", "2", "1e-2", "NaN", "five"])
    func notShares(text: String) {
        #expect(throws: ValueProblem.self) { try ShareText.parse(text) }
    }

    @Test(arguments: [("1B", 1), ("2KB", 2000), ("512MiB", 512 << 20), ("1GiB", 1 << 30)])
    func sizes(text: String, value: Int) throws {
        #expect(try ByteSizeText.parse(text) == value)
    }

    @Test(arguments: [("512mib", "512MiB"), ("5M", "5MB"), ("5 KiB", "5KiB")])
    func sizesThatCanBeGuessed(text: String, suggestion: String) {
        #expect { try ByteSizeText.parse(text) } throws: { ($0 as? ValueProblem)?.suggestion == suggestion }
    }

    @Test(arguments: ["", "5", "MiB", "1.5MiB", "-1B", "5TiB", "99999999999GiB"])
    func notSizes(text: String) {
        #expect(throws: ValueProblem.self) { try ByteSizeText.parse(text) }
    }

    @Test(arguments: [
        ("defualt", "default"), ("treshold", "threshold"), ("PERF_TRESHOLD", "PERF_THRESHOLD"), ("nmae", "name"), ("NAME", "name"),
    ])
    func findsTheNearestName(word: String, name: String) {
        #expect(EditDistance.nearest(to: word, in: ["default", "threshold", "PERF_THRESHOLD", "name", "by_method"]) == name)
    }

    @Test func distantNamesAreNotSuggested() {
        #expect(EditDistance.nearest(to: "zzz", in: ["default", "path", "a"]) == nil)
        #expect(EditDistance.nearest(to: String(repeating: "a", count: 10_000), in: ["aaaa"]) == nil)
    }
}
