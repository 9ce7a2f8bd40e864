internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct CallTreeTests {
    /// The same function called at two lines is one function; the line that took more is shown.
    @Test func linesOfOneFunctionAreOneNode() {
        var elsewhere = Code.user
        elsewhere.line = 99
        var builder = ProfileBuilder(duration: 100)
        builder.lane(to: 100, [(0, 30, [Code.user, Code.load], .running, nil), (30, 100, [elsewhere, Code.encode], .running, nil)])
        let tree = IncidentAnalysis.analyze(builder.profile()).callTree
        #expect(tree.children.count == 1)
        #expect(tree.children.first?.frame == elsewhere)
        #expect(tree.children.first?.children.map(\.frame) == [Code.encode, Code.load])
    }

    /// Compilers split asynchronous functions; only one of the pieces has a line.
    @Test func aFunctionInTwoPiecesIsOneFrame() {
        var piece = Code.user
        (piece.file, piece.line) = (nil, nil)
        var builder = ProfileBuilder(duration: 100)
        builder.lane(
            to: 100,
            [
                (0, 40, [piece, Code.user, Code.load], .running, nil),
                (40, 50, [Code.user, piece, Code.load], .running, nil),
                (50, 100, [piece, Code.load, Code.load], .running, nil),
            ]
        )
        let tree = IncidentAnalysis.analyze(builder.profile()).callTree
        #expect(tree.children.map(\.frame) == [Code.user])
        #expect(tree.children.first?.children.map(\.total) == [.milliseconds(100)])
        #expect(tree.children.first?.children.first?.children.map(\.frame) == [Code.load])
    }

    @Test func aGapInTheSamplesIsNoSecondCall() {
        var builder = ProfileBuilder(duration: 100)
        builder.lane(
            to: 100,
            [
                (0, 20, [Code.user, Code.load], .running, nil),
                (40, 60, [Code.user, Code.load], .running, nil),
                (60, 70, [Code.user], .running, nil),
                (70, 100, [Code.user, Code.load], .running, nil),
            ]
        )
        let user = IncidentAnalysis.analyze(builder.profile()).callTree.children.first
        #expect(user?.runs == 1)
        #expect(user?.children.first?.runs == 2)
    }

    /// Calls of one function from many places are one cause.
    @Test func timeInOneFunctionCountsWhereverItWasCalled() {
        var builder = ProfileBuilder(duration: 1000)
        builder.lane(
            to: 1000,
            (0..<10).map { index in
                let caller = Code.application("Step\(index).run()", "Steps.swift", index + 1)
                return (Double(index) * 100, Double(index) * 100 + 100, [Code.user, caller, Code.load, Code.query], .suspended, nil)
            }
        )
        let verdict = IncidentAnalysis.analyze(builder.profile()).verdict
        #expect(verdict.sentence == "100% of 1.00 s awaiting in UserRepository.load(id:) → PostgresClient.query(_:)")
    }

    @Test func aFunctionThatBlocksInManyCallsIsOneCause() {
        var builder = ProfileBuilder(duration: 900)
        let calls = ["read", "futex", "fsync"]
        builder.lane(
            to: 900,
            (0..<9).map { index in
                (
                    Double(index) * 100, Double(index) * 100 + 100, [Code.user, Code.cache, Code.read], .blocked,
                    .systemCall(calls[index % 3])
                )
            }
        )
        let verdict = IncidentAnalysis.analyze(builder.profile()).verdict
        #expect(verdict.sentence == "100% of 900 ms blocked in LegacyCache.get(_:) → read")
    }

    /// A third blocked is worse than two thirds of sleep, but the sentence goes by time.
    @Test func aHintNamesWhatGaveTheClassWhenTheSentenceDoesNot() {
        var builder = ProfileBuilder(duration: 1000)
        builder.lane(
            to: 1000,
            [
                (0, 350, [Code.user, Code.cache, Code.read], .blocked, .systemCall("read")),
                (350, 1000, [Code.user, Code.load, Code.sleep], .suspended, .sleep),
            ]
        )
        let verdict = IncidentAnalysis.analyze(builder.profile()).verdict
        #expect(verdict.classification == .blocked)
        #expect(verdict.sentence == "65% of 1.00 s awaiting in UserRepository.load(id:) → Task.sleep(for:) [sleep]")
        #expect(verdict.hints == ["35% of the time blocked in LegacyCache.get(_:) → read [system call read]"])
    }

    @Test func aBusyMachineIsNotABusyPool() {
        var builder = ProfileBuilder(duration: 1000)
        builder.lane(
            to: 1000, [(0, 400, [Code.user, Code.render], .running, nil), (400, 1000, [Code.user, Code.render], .runnable, .processor)])
        let verdict = IncidentAnalysis.analyze(builder.profile()).verdict
        #expect(verdict.sentence == "60% of 1.00 s waiting for a CPU in ReportBuilder.render()")
        #expect(verdict.advice.contains("load average"))
    }

    /// Many small steps down must not end at a function that took next to nothing.
    @Test func theHotPathEndsBeforeTimeIsTrifling() throws {
        let verdict = IncidentAnalysis.analyze(Scenario.deep.profile).verdict
        #expect(try #require(verdict.hotPath.last).share >= 0.25)
    }

    @Test(
        arguments: [
            (WallTimeSplit(running: .seconds(10)), 19, .insufficientData),
            (WallTimeSplit(running: .seconds(10)), 20, .cpu),
            (WallTimeSplit(running: .milliseconds(6990), notSampled: .milliseconds(3010)), 500, .insufficientData),
            (WallTimeSplit(running: .seconds(7), notSampled: .seconds(3)), 500, .cpu),
            (WallTimeSplit(running: .seconds(7), blocked: .seconds(3)), 500, .blocked),
            (WallTimeSplit(runnable: .milliseconds(2500), suspended: .milliseconds(7500)), 500, .scheduling),
            (WallTimeSplit(runnable: .seconds(5), blocked: .seconds(5)), 500, .blocked),
            (WallTimeSplit(running: .seconds(4), suspended: .seconds(6)), 500, .awaiting),
            (WallTimeSplit(running: .seconds(5), suspended: .seconds(5)), 500, .mixed),
        ] as [(WallTimeSplit, Int, Verdict.Classification)]
    )
    func classifiesAtTheLimits(_ split: WallTimeSplit, _ samples: Int, _ expected: Verdict.Classification) {
        #expect(Verdict.Classification(split: split, samples: samples) == expected)
    }

    /// Without the application's frames a library's function is better than none.
    @Test func aProfileOfLibrariesOnlyNamesTheInnermost() {
        var builder = ProfileBuilder(duration: 1000)
        builder.lane(to: 1000, [(0, 1000, Code.outer + [Code.sleep], .suspended, .sleep)])
        #expect(IncidentAnalysis.analyze(builder.profile()).verdict.sentence == "100% of 1.00 s awaiting in Task.sleep(for:) [sleep]")
    }
}
