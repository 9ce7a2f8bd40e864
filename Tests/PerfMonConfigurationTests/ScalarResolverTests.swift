import Testing

@testable import PerfMonConfiguration

@Suite struct ScalarResolverTests {
    @Test(arguments: ["", "~", "null", "Null", "NULL"])
    func nulls(text: String) {
        #expect(ScalarResolver.resolve(text) == .null)
    }

    @Test(arguments: [("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false)])
    func booleans(text: String, value: Bool) {
        #expect(ScalarResolver.resolve(text) == .boolean(value))
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("+12", 12), ("-7", -7), ("010", 10), ("08", 8), ("0o17", 15), ("0x1F", 31), ("0xff", 255),
        ("9223372036854775807", Int.max),
    ])
    func integers(text: String, value: Int) {
        #expect(ScalarResolver.resolve(text) == .integer(value))
    }

    @Test(arguments: [
        ("1.", 1), ("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("+1e3", 1000), ("1e3", 1000), ("1.5E-1", 0.15), (".inf", .infinity),
        ("-.INF", -.infinity), ("+.Inf", .infinity), ("9223372036854775808", 9_223_372_036_854_775_808),
    ])
    func numbers(text: String, value: Double) {
        #expect(ScalarResolver.resolve(text) == .number(value))
    }

    @Test(arguments: [".nan", ".NaN", ".NAN"])
    func notANumber(text: String) throws {
        let value = try #require(ScalarResolver.resolve(text).number)
        #expect(value.isNaN)
    }

    @Test(arguments: [
        "nULL", "tRUE", "yes", "No", "on", "y", "1_000", "0b1", "190:20:30", "0o8", "0xg", "-0x1", "+0o1", "0o", "0x", "1.2.3", "1e", "e1",
        "1e+", ".", "-", "+", "+-1", "--1", ".e1", "inf", "nan", "-.nan", ".iNF", "1 2", "2024-01-01", "١",
    ])
    func text(text: String) {
        #expect(ScalarResolver.resolve(text) == .text)
    }
}
