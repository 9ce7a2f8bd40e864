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
        #expect(count == 3 && modules == ["Hummingbird"])
        #expect(rows[(fold + 1)...(fold + 3)].allSatisfy { $0.isFolded && $0.level == rows[fold].level + 1 })
        // The application goes on where the fold is.
        #expect(rows[fold + 4].level == rows[fold].level && !rows[fold + 4].isFolded)
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
