internal import PerfMonModel

extension Scenario {
    static let all: [Scenario] = [
        sleep, asyncLet, repeatedQueries, cpu, blockingRead, starvedPool, actor, taskGroup,
        fanOut, awaitCycle, tooFewSamples, timingsOnly, thrown, mostlyNotSampled, deep, stripped,
    ]

    static let sleep = single(
        "sleep", 2310,
        [
            (0, 50, [Code.user], .running, nil),
            (50, 1967, [Code.user, Code.load, Code.sleep], .suspended, .sleep),
            (1967, 2310, [Code.user, Code.encode], .running, nil),
        ])

    /// The slower of two children decides.
    static let asyncLet = build("async-let", 2000) { profile in
        profile.lane(
            to: 2000,
            [
                (0, 20, Code.outer + [Code.user], .running, nil),
                (20, 1950, Code.outer + [Code.user], .suspended, .child(lane: 2)),
                (1950, 2000, Code.outer + [Code.user, Code.encode], .running, nil),
            ])
        profile.lane(1, parent: 0, from: 20, to: 900, [(20, 900, [Code.avatar, Code.execute], .suspended, .continuation)])
        profile.lane(
            2, parent: 0, from: 20, to: 1950,
            [
                (20, 400, [Code.rank], .running, nil),
                (400, 1940, [Code.rank, Code.execute], .suspended, .continuation),
                (1940, 1950, [Code.rank], .running, nil),
            ])
    }

    static let repeatedQueries = single(
        "repeated-queries", 2000,
        (0..<40).flatMap { index -> [ProfileBuilder.Segment] in
            let start = Double(index) * 50
            return [
                (start, start + 45, [Code.user, Code.load, Code.query], .suspended, .continuation),
                (start + 45, start + 50, [Code.user], .running, nil),
            ]
        })

    static let cpu = single(
        "cpu", 1200,
        [
            (0, 100, [Code.user, Code.load, Code.query], .suspended, .continuation),
            (100, 1200, [Code.user, Code.render, Code.firstMatch], .running, nil),
        ])

    static let blockingRead = single(
        "blocking-read", 1500,
        [
            (0, 50, [Code.user], .running, nil),
            (50, 1450, [Code.user, Code.cache, Code.read], .blocked, .systemCall("read")),
            (1450, 1500, [Code.user], .running, nil),
        ])

    static let starvedPool = single(
        "starved-pool", 1000,
        [
            (0, 600, [Code.user], .runnable, .executorQueue),
            (600, 700, [Code.user], .running, nil),
            (700, 1000, [Code.user, Code.load, Code.query], .suspended, .continuation),
        ])

    static let actor = single(
        "actor", 1400,
        [
            (0, 30, [Code.user], .running, nil),
            (30, 1300, [Code.user, Code.balance], .suspended, .actor("Ledger")),
            (1300, 1400, [Code.user, Code.balance], .running, nil),
        ])

    /// A group does not say which child it waits for.
    static let taskGroup = build("task-group", 1800) { profile in
        profile.lane(
            to: 1800,
            [
                (0, 40, [Code.user], .running, nil),
                (40, 700, [Code.user, Code.group], .suspended, .child(lane: nil)),
                (700, 1750, [Code.user, Code.group], .suspended, .child(lane: nil)),
                (1750, 1800, [Code.user], .running, nil),
            ])
        for (id, end) in [(1, 690.0), (2, 1100.0), (3, 1750.0)] {
            profile.lane(id, parent: 0, from: 45, to: end, [(45, end, [Code.thumbnail, Code.execute], .suspended, .continuation)])
        }
    }

    static let fanOut = single(
        "fan-out", 1000,
        (0..<5).map { step in
            (
                Double(step) * 200, Double(step + 1) * 200, [Code.user, Code.application("Step\(step).run()", "Steps.swift", step + 1)],
                .running, nil
            )
        })

    static let awaitCycle = build("await-cycle", 1000) { profile in
        profile.lane(to: 1000, [(0, 1000, [Code.user, Code.value], .suspended, .child(lane: 1))])
        profile.lane(1, parent: 0, kind: .task, to: 1000, [(0, 1000, [Code.avatar, Code.value], .suspended, .child(lane: 0))])
    }

    static let tooFewSamples = build("too-few-samples", 20, samples: 2) { profile in
        profile.lane(to: 20, [(0, 20, [Code.user], .running, nil)])
    }

    static let timingsOnly = build(
        "timings-only", 1320, samples: 0, level: .timingsOnly,
        limitation: "the self-test of the profiler failed: this Swift runtime is not known; update perfmon"
    ) { _ in }

    static let thrown: Scenario = {
        var scenario = single(
            "thrown-error", 5020,
            [
                (0, 20, [Code.user], .running, nil),
                (20, 5020, [Code.user, Code.load, Code.query], .suspended, .continuation),
            ])
        scenario.status = nil
        scenario.error = "PSQLError(code: connectionTimeout)"
        return scenario
    }()

    /// Nothing of the application has a name, and a library lacks lines.
    static let stripped: Scenario = {
        let handler = Frame(function: "0x4f2a10", module: "shop", origin: .application)
        let query = Frame(function: "0x51c0de", module: "shop", origin: .application)
        var scenario = single(
            "stripped", 1400,
            [(0, 100, [handler], .running, nil), (100, 1400, [handler, query, Code.sleep], .suspended, .sleep)])
        scenario.profile.symbolGaps = [
            SymbolGap(image: "shop", isExecutable: true, missing: .names, cause: .stripped, debugFile: "shop.debug"),
            SymbolGap(image: "libpricing.so", isExecutable: false, missing: .lines, cause: .zstandard),
        ]
        return scenario
    }()

    static let mostlyNotSampled = single("mostly-not-sampled", 1000, [(0, 300, [Code.user, Code.load, Code.sleep], .suspended, .sleep)])

    /// As deep as the sampler goes, with library frames between the application's, and with many small calls.
    static let deep = single(
        "deep", 3000,
        (0..<60).map { index in
            let depth = 4 + index * 4 % 250
            let middle = (0..<depth).map { level in
                level % 5 < 3
                    ? Code.library("Layer\(level).forward<A, B>(_:context:continuation:)", "NIOCore")
                    : Code.application("TreeWalker.visit(_:depth: \(level))", "TreeWalker.swift", level + 1)
            }
            let leaf = Code.application("Leaf\(index).evaluate()", "Leaf.swift", index + 1)
            let start = Double(index) * 50
            return (start, start + 50, Code.outer + [Code.user] + middle + [leaf], index % 3 == 0 ? .blocked : .running, nil)
        }
    )

    private static func single(_ name: String, _ duration: Double, _ segments: [ProfileBuilder.Segment]) -> Scenario {
        build(name, duration) { $0.lane(to: duration, segments) }
    }

    private static func build(
        _ name: String,
        _ duration: Double,
        samples: Int = 500,
        level: SamplerSummary.Level = .full,
        limitation: String? = nil,
        _ lanes: (inout ProfileBuilder) -> Void
    ) -> Scenario {
        var builder = ProfileBuilder(duration: duration)
        lanes(&builder)
        return Scenario(name: name, profile: builder.profile(samples: samples, level: level, limitation: limitation))
    }
}
