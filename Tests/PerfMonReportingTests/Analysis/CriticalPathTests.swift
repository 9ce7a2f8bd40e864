internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct CriticalPathTests {
    /// 2,500 random sets of lanes.
    @Test(arguments: 0..<25)
    func coversTheWallTimeExactlyOnce(_ batch: UInt64) {
        for seed in batch * 100..<(batch + 1) * 100 {
            let profile = RandomLanes.profile(seed: seed)
            let path = CriticalPath(of: profile)
            var time: Int64 = 0
            for part in path.parts {
                #expect(part.start == time && part.end > part.start, "seed \(seed)")
                time = part.end
            }
            #expect(time == profile.duration.nanoseconds, "seed \(seed)")
            #expect(path.split.total == .nanoseconds(profile.duration.nanoseconds), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<5)
    func callTreeAddsUp(_ batch: UInt64) {
        for seed in batch * 50..<(batch + 1) * 50 {
            let (tree, verdict) = IncidentAnalysis.analyze(RandomLanes.profile(seed: seed))
            #expect(verdict.split.total == tree.total, "seed \(seed)")
            var pending = [tree]
            while let node = pending.popLast() {
                let own = node.selfTimes.reduce(Duration.zero) { $0 + $1.duration }
                #expect(node.children.reduce(own) { $0 + $1.total } == node.total, "seed \(seed)")
                #expect(node.runs >= 1)
                #expect(zip(node.children, node.children.dropFirst()).allSatisfy { $0.total >= $1.total })
                pending += node.children
            }
        }
    }

    @Test func theChildThatResumedTheGroupCounts() {
        let path = CriticalPath(of: Scenario.taskGroup.profile)
        #expect(path.parts.filter { $0.length > 100_000_000 }.map(\.lane) == [1, 3])
    }

    @Test func aChildThatEndedBeforeTheWaitAddsNoTime() {
        var builder = ProfileBuilder(duration: 836)
        builder.lane(to: 836, [(0, 500, [Code.user], .running, nil), (500, 836, [Code.user, Code.value], .suspended, .child(lane: 1))])
        builder.lane(1, parent: 0, from: 20, to: 162, [(20, 162, [Code.avatar], .running, nil)])
        let path = CriticalPath(of: builder.profile())
        #expect(path.split.running == .milliseconds(500))
        #expect(path.split.runnable == .milliseconds(336))
        #expect(path.parts.allSatisfy { $0.lane == 0 })
    }

    /// Three children one after the other in one lane beside a longer one: each wait was ended by its own.
    @Test func tasksThatShareALaneEndByThemselves() {
        var builder = ProfileBuilder(duration: 600)
        builder.lane(
            to: 600,
            [
                (0, 200, [Code.user, Code.group], .suspended, .child(lane: nil)), (200, 210, [Code.user], .running, nil),
                (210, 400, [Code.user, Code.group], .suspended, .child(lane: nil)), (400, 410, [Code.user], .running, nil),
                (410, 600, [Code.user, Code.value], .suspended, .child(lane: 1)),
            ])
        builder.lane(
            1, parent: 0, from: 0, to: 600, handovers: [205, 405],
            [
                (0, 200, [Code.avatar], .running, nil), (210, 400, [Code.avatar], .blocked, nil),
                (410, 600, [Code.avatar], .suspended, .sleep),
            ])
        builder.lane(2, parent: 0, from: 0, to: 590, [(0, 590, [Code.user], .suspended, .continuation)])
        let path = CriticalPath(of: builder.profile())
        #expect(path.parts.filter { $0.length > 100_000_000 }.map(\.state) == [.running, .blocked, .suspended])
        #expect(path.parts.filter { $0.length > 100_000_000 }.map(\.lane) == [1, 1, 1])
    }

    /// Children that are seen last in one look end in the order they came to the queue, whatever the order of looking.
    @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
    func ofChildrenThatEndWithinOneTickTheLastInTheQueueCounts(_ order: [Int]) {
        var builder = ProfileBuilder(duration: 710)
        builder.lane(to: 710, [(0, 700, [Code.user, Code.group], .suspended, .child(lane: nil))])
        for (index, id) in order.enumerated() {
            let queued = [1: 300.0, 2: 500, 3: 200][id, default: 0], end = 700 + Double(index) * 0.004
            builder.lane(
                id,
                parent: 0,
                to: end,
                [(0, queued, [Code.avatar], .suspended, .sleep), (queued, end, [Code.avatar], .runnable, .executorQueue)]
            )
        }
        #expect(CriticalPath(of: builder.profile()).parts.filter { $0.length > 100_000_000 }.map(\.lane) == [2, 2])
    }

    @Test func ofChildrenThatEndWithinOneTickOneThatWaitsEndsAfterOneThatIsQueued() {
        var builder = ProfileBuilder(duration: 710)
        builder.lane(to: 710, [(0, 700, [Code.user, Code.group], .suspended, .child(lane: nil))])
        builder.lane(1, parent: 0, to: 700.004, [(0, 700.004, [Code.user, Code.group], .suspended, .child(lane: nil))])
        builder.lane(2, parent: 0, to: 700.008, [(600, 700.008, [Code.avatar], .runnable, .executorQueue)])
        builder.lane(3, parent: 1, to: 700.012, [(0, 700.012, [Code.avatar], .suspended, .sleep)])
        #expect(CriticalPath(of: builder.profile()).parts.filter { $0.length > 100_000_000 }.map(\.lane) == [3])
    }

    @Test func aWaitWithAGapEndsWhereItsLastPartEnds() {
        var builder = ProfileBuilder(duration: 710)
        let wait = WaitReason.child(lane: nil)
        builder.lane(
            to: 710, [(0, 200, [Code.user, Code.group], .suspended, wait), (300, 700, [Code.user, Code.group], .suspended, wait)])
        builder.lane(1, parent: 0, to: 210, [(0, 210, [Code.avatar], .running, nil)])
        builder.lane(2, parent: 0, to: 700, [(0, 700, [Code.avatar], .running, nil)])
        #expect(CriticalPath(of: builder.profile()).parts.filter { $0.state == .running }.map(\.lane) == [2, 2])
    }

    @Test func aLaneThatIsMissingIsNotReplacedByAnother() {
        var builder = ProfileBuilder(duration: 100)
        builder.lane(to: 100, [(0, 100, [Code.user, Code.value], .suspended, .child(lane: 7))])
        builder.lane(1, parent: 0, to: 100, [(0, 100, [Code.avatar], .running, nil)])
        let path = CriticalPath(of: builder.profile())
        #expect(path.parts.map(\.state) == [.suspended])
        #expect(path.parts.first?.reason == nil)
    }

    @Test func tasksThatWaitForEachOtherEnd() {
        let path = CriticalPath(of: Scenario.awaitCycle.profile)
        #expect(path.parts.map(\.reason) == [.awaitCycle])
        #expect(path.split.suspended == .seconds(1))
    }

    /// A chain of 5,000 tasks, each waiting for the next, must not use up the thread's stack.
    @Test func longChainsOfWaitsAreCut() {
        var builder = ProfileBuilder(duration: 100)
        for id in 0..<5000 {
            builder.lane(id, parent: id == 0 ? nil : id - 1, to: 100, [(0, 100, [Code.value], .suspended, .child(lane: id + 1))])
        }
        let (tree, verdict) = IncidentAnalysis.analyze(builder.profile())
        #expect(verdict.split.suspended == .milliseconds(100))
        #expect(tree.depth <= 513)
    }

    @Test func indicesAndTimesThatMakeNoSenseAreHarmless() {
        var profile = Scenario.asyncLet.profile
        profile.stacks = [[0, 99, -1], [5]]
        profile.lanes[0].segments += [
            .init(start: .milliseconds(1900), end: .milliseconds(5000), stack: 77, state: .running),
            .init(start: .milliseconds(-50), end: .milliseconds(10), stack: -3, state: .blocked),
            .init(start: .milliseconds(40), end: .milliseconds(30), stack: 0, state: .running),
        ]
        profile.lanes.append(profile.lanes[1])
        #expect(CriticalPath(of: profile).split.total == .seconds(2))
        #expect(IncidentAnalysis.analyze(profile).callTree.total == .seconds(2))
    }

    @Test func stacksThatAreTooDeepLoseTheirMiddle() {
        var builder = ProfileBuilder(duration: 100)
        let stack = (0..<3000).map { Code.application("level\($0)()", "Deep.swift", $0 + 1) }
        builder.lane(to: 100, [(0, 100, stack, .running, nil)])
        let (tree, verdict) = IncidentAnalysis.analyze(builder.profile())
        #expect(tree.depth == 513)
        #expect(verdict.sentence == "100% of 100 ms on CPU in level2999()")
        #expect(verdict.hotPath.contains { $0.frame.function == "(frames left out)" })
    }
}

extension CallNode {
    /// Levels, this one included.
    var depth: Int {
        var depth = 0
        var level = [self]
        while !level.isEmpty {
            depth += 1
            level = level.flatMap(\.children)
        }
        return depth
    }
}
