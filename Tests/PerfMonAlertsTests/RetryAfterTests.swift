import PerfMonAlerts
import Testing

@Suite("Retry-After")
struct RetryAfterTests {
    /// 1994-11-06 08:49:00.
    private let now = 784_111_740.0

    @Test(
        "is understood in every form that receivers use",
        arguments: [
            ("0", 0.0), ("120", 120), (" 2.5", 2.5),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sunday, 06-Nov-94 08:49:37 GMT", 37), ("Sun Nov  6 08:49:37 1994", 37),
            ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
            ("86400", 3600), ("Sun, 06 Nov 2094 08:49:37 GMT", 3600), ("1e300", 3600),
        ])
    func understood(text: String, seconds: Double) {
        #expect(RetryAfter.header(text, secondsSince1970: now) == .seconds(seconds))
    }

    @Test(
        "is ignored when it makes no sense",
        arguments: ["", "-1", "soon", "nan", "inf", "Sun, 99 Nov 1994 08:49:37 GMT", "Nov 6 25:00:00 1994"])
    func ignored(text: String) {
        #expect(RetryAfter.header(text, secondsSince1970: now) == nil)
    }
}
