internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct VerdictTests {
    struct Expectation: Sendable, CustomStringConvertible {
        var scenario: Scenario
        var classification: Verdict.Classification
        var sentence: String
        var hints: [String] = []
        var description: String { scenario.name }
    }

    static let expectations: [Expectation] = [
        .init(
            scenario: .sleep,
            classification: .awaiting,
            sentence: "83% of 2.31 s awaiting in UserRepository.load(id:) → Task.sleep(for:) [sleep]"
        ),
        .init(
            scenario: .asyncLet,
            classification: .awaiting,
            sentence: "77% of 2.00 s awaiting in Recommender.rank() → HTTPClient.execute(_:) [continuation]"
        ),
        .init(
            scenario: .repeatedQueries,
            classification: .awaiting,
            sentence: "90% of 2.00 s awaiting in UserRepository.load(id:) → PostgresClient.query(_:) [continuation]",
            hints: ["UserRepository.load(id:) ran 40× (1.80 s): repeated-call pattern"]
        ),
        .init(
            scenario: .cpu,
            classification: .cpu,
            sentence: "92% of 1.20 s on CPU in ReportBuilder.render() → Regex.firstMatch"
        ),
        .init(
            scenario: .blockingRead,
            classification: .blocked,
            sentence: "93% of 1.50 s blocked in LegacyCache.get(_:) → read [system call read]"
        ),
        .init(
            scenario: .starvedPool,
            classification: .scheduling,
            sentence: "60% of 1.00 s waiting for a thread in Routes.user(_:) [executor queue]"
        ),
        .init(
            scenario: .actor,
            classification: .awaiting,
            sentence: "91% of 1.40 s awaiting in Ledger.balance() [actor Ledger]"
        ),
        .init(
            scenario: .taskGroup,
            classification: .awaiting,
            sentence: "94% of 1.80 s awaiting in Thumbnails.make(_:) → HTTPClient.execute(_:) [continuation]"
        ),
        .init(
            scenario: .fanOut,
            classification: .cpu,
            sentence: """
                100% of 1.00 s under Routes.user(_:), spread over 5 callees (largest: Step0.run() 20%, Step1.run() 20%, Step2.run() 20%)
                """
        ),
        .init(
            scenario: .awaitCycle,
            classification: .awaiting,
            sentence: "100% of 1.00 s awaiting in AvatarClient.fetch() → Task.value [await cycle]",
            hints: ["tasks were seen waiting for each other: a possible deadlock"]
        ),
        .init(
            scenario: .tooFewSamples,
            classification: .insufficientData,
            sentence: "too few samples (2) for a verdict; hottest frame Routes.user(_:)"
        ),
        .init(
            scenario: .timingsOnly,
            classification: .insufficientData,
            sentence: "took 1.32 s; only durations are measured here, no stacks",
            hints: ["the self-test of the profiler failed: this Swift runtime is not known; update perfmon"]
        ),
        .init(
            scenario: .mostlyNotSampled,
            classification: .insufficientData,
            sentence: "70% of 1.00 s not sampled",
            hints: ["70% of the time was not sampled"]
        ),
    ]

    @Test(arguments: expectations)
    func saysWhereTheTimeWent(_ expectation: Expectation) {
        let verdict = IncidentAnalysis.analyze(expectation.scenario.profile).verdict
        #expect(verdict.sentence == expectation.sentence)
        #expect(verdict.classification == expectation.classification)
        #expect(verdict.hints == expectation.hints)
        #expect(!verdict.advice.isEmpty)
        #expect(verdict.split.total == expectation.scenario.profile.duration)
    }
}
