@testable internal import PerfMonReporting
internal import Testing

@Suite struct GoldenTests {
    static let scenarios: [Scenario] = [
        .sleep, .cpu, .blockingRead, .asyncLet, .actor, .taskGroup, .repeatedQueries, .tooFewSamples, .timingsOnly, .thrown, .stripped,
    ]

    @Test(arguments: scenarios)
    func markdown(_ scenario: Scenario) throws {
        let text = String(decoding: MarkdownReportRenderer().render(scenario.incident), as: UTF8.self)
        try Snapshot.check(text, "\(scenario.name).md")
    }

    /// The body; the head with its style sheet is the same in every report.
    @Test(arguments: scenarios)
    func html(_ scenario: Scenario) throws {
        try Snapshot.check(HTMLPage(incident: scenario.incident).body.source + "\n", "\(scenario.name).html")
    }

    @Test(arguments: Scenario.all)
    func theSameIncidentGivesTheSameBytes(_ scenario: Scenario) {
        #expect(HTMLReportRenderer().render(scenario.incident) == HTMLReportRenderer().render(scenario.incident))
        #expect(MarkdownReportRenderer().render(scenario.incident) == MarkdownReportRenderer().render(scenario.incident))
    }
}
