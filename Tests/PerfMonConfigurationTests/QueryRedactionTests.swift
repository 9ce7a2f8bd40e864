import Testing

@testable import PerfMonConfiguration

@Suite struct QueryRedactionTests {
    @Test(arguments: [
        ("", ""), ("a=1&b=2", "a=1&b=2"), ("password=x", "password=[redacted]"), ("a=1&API_KEY=x&b=2", "a=1&API_KEY=[redacted]&b=2"),
        ("accessToken=x=y", "accessToken=[redacted]"), ("pass%77ord=x", "pass%77ord=[redacted]"), ("tok%2565n=x", "tok%2565n=[redacted]"),
        ("&&=&x", "&&=&x"), ("X-Amz-Signature=abc", "X-Amz-Signature=[redacted]"), ("code=4/0A", "code=[redacted]"),
        ("session%5Bid%5D=1", "session%5Bid%5D=[redacted]"), ("page=%", "page=%"), ("%zz=1", "%zz=1"),
    ])
    func redacts(query: String, result: String) {
        #expect(QueryRedaction.redact(query) == result)
    }

    @Test func isBounded() {
        let result = QueryRedaction.redact(String(repeating: "a=1&", count: 100_000))
        #expect(result.count == 2001)
        #expect(result.hasSuffix("…"))
    }
}
