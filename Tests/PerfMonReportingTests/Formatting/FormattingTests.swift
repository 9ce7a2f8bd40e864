internal import Foundation
internal import PerfMonModel
@testable internal import PerfMonReporting
internal import Testing

@Suite struct FormattingTests {
    @Test(
        arguments: [
            (.zero, "0 ms"), (.nanoseconds(400), "0 µs"), (.microseconds(310), "310 µs"), (.nanoseconds(999_499), "999 µs"),
            (.nanoseconds(999_500), "1.0 ms"), (.microseconds(4840), "4.8 ms"), (.microseconds(9949), "9.9 ms"),
            (.microseconds(9950), "10 ms"), (.milliseconds(48), "48 ms"), (.microseconds(999_499), "999 ms"),
            (.microseconds(999_500), "1.00 s"), (.milliseconds(2310), "2.31 s"), (.milliseconds(9994), "9.99 s"),
            (.milliseconds(9995), "10.0 s"), (.milliseconds(59_949), "59.9 s"), (.milliseconds(59_950), "1 min 00 s"),
            (.seconds(125), "2 min 05 s"), (.seconds(12_000), "3 h 20 min"), (.seconds(1_051_200), "12 d 4 h"),
            (.seconds(-1), "0 ms"), (.seconds(Int64.max), "106751 d 23 h"),
        ] as [(Duration, String)]
    )
    func durations(_ duration: Duration, _ expected: String) {
        #expect(DurationText(duration).description == expected)
    }

    @Test(arguments: [(0, "0%"), (0.004, "<1%"), (0.829, "83%"), (1, "100%")] as [(Double, String)])
    func percentages(_ share: Double, _ expected: String) {
        #expect(PercentText(share).description == expected)
    }

    @Test func splitsAddUpToOneHundredPercent() {
        var generator = SplitMix64(state: 7)
        for _ in 0..<2000 {
            var split = WallTimeSplit()
            for state in LaneState.allCases where Bool.random(using: &generator) {
                split[state] = .nanoseconds(Int64.random(in: 0...10_000_000_000, using: &generator))
            }
            guard split.total > .zero else { continue }
            let percentages = PercentSplit(split)
            let tenths = LaneState.allCases.compactMap { Int(percentages[$0].filter(\.isNumber)) }
            #expect(tenths.reduce(0, +) == 1000)
        }
    }

    @Test func thirdsAddUp() {
        let percentages = PercentSplit(WallTimeSplit(running: .seconds(1), blocked: .seconds(1), suspended: .seconds(1)))
        #expect(LaneState.allCases.map { percentages[$0] } == ["33.4%", "0.0%", "33.3%", "33.3%", "0.0%"])
    }

    @Test(arguments: [(0, "0 B"), (999, "999 B"), (1536, "1.5 KiB"), (73_400_320, "70 MiB"), (-1, "0 B"), (Int.max, "8388608 TiB")])
    func byteCounts(_ bytes: Int, _ expected: String) {
        #expect(ByteCountText(bytes).description == expected)
    }

    /// Foundation knows the calendar; ours must agree from 1602 on, before which Foundation uses the Julian one.
    @Test func timesAgreeWithFoundation() {
        var generator = SplitMix64(state: 1)
        for _ in 0..<2000 {
            let milliseconds = Int64.random(in: -11_600_000_000_000...250_000_000_000_000, using: &generator)
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            #expect(UTCTime(date).iso8601 == date.addingTimeInterval(0.0001).formatted(style))
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func absurdTimesDoNotTrap(_ seconds: Double) {
        #expect(UTCTime(Date(timeIntervalSince1970: seconds)).iso8601.hasSuffix("Z"))
        #expect(!DecimalText(seconds, digits: 2).description.isEmpty)
    }

    @Test(
        arguments: [
            ("plain ünïcode 漢字 🙂", "plain ünïcode 漢字 🙂"),
            ("nul\0 tab\t newline\n escape\u{1B}[31m", "nul\\u{0} tab\\u{9} newline\\u{A} escape\\u{1B}[31m"),
            ("\u{202E}gnp.exe", "\\u{202E}gnp.exe"),
            ("a\u{2066}b\u{2028}c\u{200B}d\u{FEFF}e\u{85}f", "a\\u{2066}b\\u{2028}c\\u{200B}d\\u{FEFF}e\\u{85}f"),
        ]
    )
    func hiddenCharactersAreShown(_ text: String, _ expected: String) {
        #expect(VisibleText(text).text == expected)
    }

    @Test func longTextsAreCut() {
        let text = VisibleText(String(repeating: "x", count: 100_000)).text
        #expect(text.count == VisibleText.limit + 1)
        #expect(text.hasSuffix("…"))
    }
}
