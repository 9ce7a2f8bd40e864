internal import PerfMonModel
@testable internal import PerfMonReporting
internal import Testing

@Suite struct CallTreeOutlineTests {
    private func outline(_ scenario: Scenario, minimumShare: Double = 0.001, limit: Int = 2000) -> CallTreeOutline {
        CallTreeOutline(IncidentAnalysis.analyze(scenario.profile).callTree, minimumShare: minimumShare, limit: limit)
    }

    @Test func libraryFramesThatOnlyPassOnAreFolded() throws {
        let rows = outline(.asyncLet).rows
        let fold = try #require(rows.firstIndex { if case .fold = $0.content { true } else { false } })
        guard case .fold(let count, let modules) = rows[fold].content else { return }
        #expect(count == 4 && modules == ["HummingbirdCore", "Hummingbird"])
        #expect(rows[(fold + 1)...(fold + 4)].allSatisfy { $0.isFolded && $0.level == rows[fold].level + 1 })
        // The application goes on where the fold is.
        #expect(rows[fold + 5].level == rows[fold].level && !rows[fold + 5].isFolded)
    }

    /// What took time must be visible without opening anything.
    @Test(arguments: Scenario.all)
    func noFoldHidesTime(_ scenario: Scenario) {
        let outline = outline(scenario)
        for row in outline.rows where row.isFolded {
            guard case .function(let node) = row.content else { continue }
            let own = node.selfTimes.reduce(Duration.zero) { $0 + $1.duration }
            #expect(own <= node.total * 0.03)
        }
    }

    /// A tree in which a row's parent is missing could not be read.
    @Test(arguments: Scenario.all)
    func levelsNeverSkip(_ scenario: Scenario) {
        let levels = outline(scenario).rows.map(\.level)
        #expect(levels.first == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test func smallCallsAreLeftOutAndCounted() {
        let all = outline(.deep), few = outline(.deep, minimumShare: 0.02), short = outline(.deep, limit: 10)
        #expect(all.omitted == 0)
        #expect(few.rows.count < all.rows.count && few.omitted > 0)
        #expect(short.rows.filter { !$0.isFolded }.count <= 14 && short.omitted > 0)
    }

    @Test func recursionCountsOnce() throws {
        var builder = ProfileBuilder(duration: 100)
        builder.lane(to: 100, [(0, 60, [Code.load, Code.load, Code.load], .running, nil), (60, 100, [Code.load], .blocked, nil)])
        let table = FunctionSummary.table(of: IncidentAnalysis.analyze(builder.profile()).callTree)
        let load = try #require(table.first)
        #expect(table.count == 1)
        #expect(load.total == .milliseconds(100) && load.own == .milliseconds(100))
        #expect(load.runs == 1 && load.state == .running)
    }
}

@Suite struct HotPathOutlineTests {
    private func names(_ frames: [Frame]) -> [String] {
        HotPathOutline(frames.map { .init(frame: $0, share: 1, total: .seconds(1)) }).lines.map { line in
            switch line {
            case .function(let entry): entry.frame.function
            case .omitted(let count, let modules): "\(count) \(modules.joined(separator: " "))"
            }
        }
    }

    @Test func showsTheApplicationWhatItCallsAndTheEnd() {
        let implicit = Code.application("implicit closure #1 in Routes.addRoutes(to:)", "Routes.swift", 3)
        let path = Code.outer + [implicit, Code.user, Code.execute, Code.query, Code.encode, Code.read]
        #expect(
            names(path) == [
                "5 HummingbirdCore Hummingbird App", "Routes.user(_:)", "HTTPClient.execute(_:)", "2 PostgresNIO Foundation", "read",
            ]
        )
    }

    @Test func oneFrameIsNotHiddenBetweenTwo() {
        #expect(
            names([Code.user, Code.execute, Code.query, Code.read]) == [Code.user, Code.execute, Code.query, Code.read].map(\.function))
    }

    @Test func longPathsLoseTheirBeginning() {
        let path = (0..<100).map { Code.application("level\($0)()", "Deep.swift", $0 + 1) }
        #expect(names(path).first == "92 App")
        #expect(names(path).count == 9)
    }
}
