import Testing

@testable import PerfMonConfiguration

@Suite struct HeaderPolicyTests {
    private func policy(_ change: (inout HeaderOptions) -> Void) -> HeaderPolicy {
        var options = HeaderOptions()
        change(&options)
        return HeaderPolicy(options)
    }

    /// Headers in the form in which frameworks give them.
    private func headers(_ pairs: (String, String)...) -> [(name: String, value: String)] {
        pairs.map { (name: $0.0, value: $0.1) }
    }

    private func lines(_ headers: [(name: String, value: String)]) -> [String] {
        headers.map { "\($0.name): \($0.value)" }
    }

    @Test func selectsInItsOwnOrderAndCase() {
        let policy = policy { $0.names = .list(["X-B", "x-a"]) }
        let request = headers(("X-A", "1"), ("x-b", "2"), ("X-C", "3"), ("X-B", "4"), ("X-a", ""))
        #expect(lines(policy.select(request)) == ["X-B: 2", "X-B: 4", "x-a: 1"])
        #expect(policy.capture(request).captured.count == 3)
        #expect(policy.capture(request).hidden == 2)
    }

    @Test func cutsLongValuesBetweenCharacters() {
        let policy = policy {
            $0.names = .list(["X"])
            $0.maxValueLength = 3
        }
        #expect(lines(policy.select(headers(("x", "👩‍👩‍👧‍👦äöü")))) == ["X: 👩‍👩‍👧‍👦äö"])
        #expect(lines(policy.select(headers(("x", "abc")))) == ["X: abc"])
    }

    @Test(arguments: HeaderPolicy.standardRedactions)
    func secretsAreRedactedEvenWhenListed(name: String) {
        let policy = policy { $0.names = .list([name.uppercased()]) }
        #expect(policy.select(headers((name, "hunter2"))).map(\.value) == ["[redacted]"])
    }

    @Test func theStandardListHoldsNoSecrets() {
        let request = (HeaderPolicy.standardNames + HeaderPolicy.standardRedactions).map { (name: $0, value: "v") }
        let policy = policy { _ in }
        #expect(policy.select(request).map(\.name) == HeaderPolicy.standardNames)
        #expect(policy.capture(request).hidden == HeaderPolicy.standardRedactions.count)
    }

    @Test func nothingIsCapturedWhenSwitchedOff() {
        let result = policy { $0.isCaptured = false }.capture(headers(("Accept", "x")))
        #expect(result.captured.isEmpty)
        #expect(result.hidden == 1)
    }
}
