internal import Testing

/// The endpoints run one after the other: each has the machine for itself.
@Suite("A report names what took the time", .serialized, .timeLimit(.minutes(2)))
struct ReportTests {
    @Test(arguments: Expectation.slow)
    func `The verdict names function, state and share`(expected: Expectation) async throws {
        try await RunningShop.with { shop in
            let answer = try await shop.send(expected.method, expected.path)
            #expect(answer.status == expected.status)

            let report = try await shop.reports.first()
            #expect(report.title.contains("\(expected.method) \(expected.route)"))
            let share = try #require(report.share(of: expected.function), "\(report.text)")
            #expect(abs(share - expected.duration / answer.duration) <= 0.05, "\(report.verdict)")
            if expected.state == .running {
                // On a busy machine a part of the computing is waiting for a CPU, and the report says so. The process has also
                // run the sampler and started the client, so this is compared less strictly.
                #expect(report.verdict.contains("in \(expected.function)"))
                let shareOnCPU = try #require(report.shareOnCPU, "\(report.text)")
                #expect(abs(shareOnCPU - answer.onCPU / answer.duration) <= 0.1, "\(report.verdict)")
            } else {
                #expect(report.verdict.contains("\(expected.state.rawValue) in \(expected.function)"))
            }
            if let reason = expected.reason {
                #expect(report.verdict.contains(reason))
            }
        }
    }

    @Test(arguments: ["/ping", "/internal/slow"])
    func `A fast and an excluded request leave no report`(path: String) async throws {
        try await RunningShop.with { shop in
            let answer = try await shop.send("GET", path)
            #expect(answer.status == 200)

            // Reports are written in order: when the next request's is there, this one's would be, too.
            _ = try await shop.send("POST", "/payments")
            let report = try await shop.reports.first()
            #expect(report.title.contains("POST /payments"))
            let names = try shop.reports.names()
            #expect(names.count == 2)
        }
    }

    @Test func `The report of a request that failed has its error`() async throws {
        try await RunningShop.with { shop in
            let answer = try await shop.send("POST", "/payments")
            #expect(answer.status == 500)
            let report = try await shop.reports.first()
            #expect(report.text.contains("the bank does not answer"))
        }
    }
}
