import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
import PerfMonStore
import Testing

@Suite("A fingerprint")
struct FingerprintTests {
    @Test(
        "has the values of its parts",
        arguments: [
            ("[service, method, route]", "service=shop method=GET route=/users/{id}"),
            ("[environment]", "environment=development"),
            ("[path]", "path=/users/42"),
            ("[status, host]", "status=200 host=api.example.com"),
        ])
    func parts(names: String, text: String) throws {
        let plan = try Samples.plan("alerts: { fingerprint: \(names) }")
        let candidate = try Samples.candidate(plan: plan, host: "API.example.com")
        #expect(Fingerprint(candidate.policy.alerts.fingerprint, of: candidate).text == text)
    }

    @Test(
        "tells apart what different functions, or kinds of time, make slow",
        arguments: [
            ([], "class=awaiting function=none"),
            ([Frame(function: "main()"), Frame(function: "load(id:)"), Frame(function: "read", origin: .library)], "function=load(id:)"),
            ([Frame(function: "main()"), Frame(function: "implicit closure #1 in f()")], "class=awaiting function=main()"),
            ([Frame(function: "(suspended)", origin: .synthetic)], "function=none"),
        ])
    func verdict(hotPath: [Frame], text: String) throws {
        let plan = try Samples.plan("alerts: { fingerprint: [class, function] }")
        var candidate = try Samples.candidate(plan: plan)
        candidate.verdict = Verdict(
            classification: .awaiting, sentence: "", advice: "", split: WallTimeSplit(),
            hotPath: hotPath.map { Verdict.HotPathEntry(frame: $0, share: 1, total: .seconds(1)) })
        #expect(Fingerprint(candidate.policy.alerts.fingerprint, of: candidate).text.hasSuffix(text))
    }

    @Test(
        "is the same for requests that no route tells apart",
        arguments: [
            ("/users/42", "/users/{id}"), ("/users/42/orders/7", "/users/{id}/orders/{id}"), ("/", "/"), ("//1", "//{id}"),
            ("/f/6F9619FF-8B86-D011-B42D-00C04FC964FF", "/f/{id}"), ("/o/507f1f77bcf86cd799439011", "/o/{id}"),
            ("/facade/v2/decade", "/facade/v2/decade"), ("/defacedefacedeface", "/defacedefacedeface"), ("/users/42a", "/users/42a"),
        ])
    func normalizedPath(path: String, shape: String) throws {
        let plan = try Samples.plan("alerts: { fingerprint: [route] }")
        let candidate = try Samples.candidate(Samples.request("GET", path, route: nil), plan: plan)
        #expect(Fingerprint([.route], of: candidate).text == "route=\(shape)")
    }

    @Test("takes the name of the configuration's route when the framework knows none")
    func routeName() throws {
        let plan = try Samples.plan("routes: [{ name: export, match: \"/export/*\", threshold: 2s }]")
        let candidate = try Samples.candidate(Samples.request("GET", "/export/all/1", route: nil), plan: plan)
        #expect(Fingerprint([.route], of: candidate).text == "route=export")
    }

    @Test("is bounded, and still tells long values apart")
    func bounded() {
        let long = String(repeating: "x", count: 100_000)
        let (first, second) = (Fingerprint([("path", long + "a")]), Fingerprint([("path", long + "b")]))
        #expect(first != second)
        #expect(first.text.utf8.count < 500)
        #expect(first.id.count == 12)
    }

    @Test("cannot be forged by spaces in a value")
    func spaces() {
        #expect(Fingerprint([("a", "x b=y")]) != Fingerprint([("a", "x"), ("b", "y")]))
    }
}
