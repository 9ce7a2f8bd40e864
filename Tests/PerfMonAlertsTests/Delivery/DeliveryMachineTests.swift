import PerfMonAlerts
import PerfMonConfiguration
import Testing

/// A machine with the world around it: attempts that are under way, and what was said.
private struct Bench {
    var machine: DeliveryMachine
    var now = Duration.zero
    var attempts: [DeliveryAttempt] = []
    var confirmed: [String] = []
    var ended: [String: DeliveryEnd] = [:]
    var cancelled: [DeliveryAttempt] = []
    /// Who is left to send what somebody has confirmed.
    var remaining: [String: [String]] = [:]
    var skipped: [String] = []
    var retired: [NotifierKey] = []
    var disabled: [String] = []

    init(
        _ notifiers: [String] = ["a", "b", "c"], queueSize: Int = 100, whenFull: DeliverySettings.Overflow = .dropOldest,
        random: Double = 0
    ) {
        var settings = DeliverySettings()
        settings.queueSize = queueSize
        settings.whenFull = whenFull
        machine = DeliveryMachine(
            settings: settings, timeouts: Dictionary(uniqueKeysWithValues: notifiers.map { ($0, .seconds(30)) }), random: { random })
    }

    static func stage(_ to: [String], mode: DeliverStage.Mode = .all, fallback: [String] = [], attempts: Int = 3) -> DeliverStage {
        var stage = DeliverStage(to: to)
        stage.mode = mode
        stage.fallback = fallback
        stage.retry.attempts = attempts
        return stage
    }

    mutating func add(
        _ id: String, _ stage: DeliverStage, isSpooled: Bool = false, remaining: [String]? = nil, isTest: Bool = false
    ) {
        let plan = PlannedDelivery(stage: stage, format: FormatStage())
        var notification = Samples.notification(id)
        notification.isTest = isTest
        var delivery = Delivery(notification: notification, pipeline: "default", plan: plan)
        (delivery.isSpooled, delivery.remaining) = (isSpooled, remaining)
        perform(machine.add(delivery, at: now))
    }

    /// Ends the attempt of a notifier that is under way.
    mutating func finish(_ notifier: String, _ error: NotifierError? = nil) throws {
        let attempt = try #require(attempts.first { $0.notifier == notifier })
        attempts.removeAll { $0 == attempt }
        perform(machine.finished(attempt, error, at: now))
    }

    mutating func wait(_ duration: Duration) {
        now += duration
        perform(machine.advance(to: now))
    }

    /// A reload: names of notifiers with their generations.
    mutating func replace(_ notifiers: [String: Int], timeout: Duration = .seconds(30)) {
        let timeouts = notifiers.map { (NotifierKey(name: $0, generation: $1), timeout) }
        perform(machine.replace(notifiers: Dictionary(uniqueKeysWithValues: timeouts)))
    }

    mutating func stop() { perform(machine.stop()) }

    mutating func perform(_ actions: [DeliveryMachine.Action]) {
        for action in actions {
            switch action {
            case .send(let attempt, _): attempts.append(attempt)
            case .cancel(let attempt): cancelled.append(attempt)
            case .confirm(let delivery): confirmed.append(delivery.id)
            case .remain(let delivery): remaining[delivery.id] = delivery.remaining
            case .end(let delivery, let end):
                ended[delivery.id] = end
                remaining[delivery.id] = end == .kept ? delivery.remaining : nil
            case .retire(let key): retired.append(key)
            case .tell(.skipped(let notifier, _, _)): skipped.append(notifier)
            case .tell(.disabled(let notifier, _)): disabled.append(notifier)
            case .tell: break
            }
        }
    }

    /// The notifiers that are being called.
    var busy: [String] { attempts.map(\.notifier).sorted() }
}

private let temporary = NotifierError(.temporary, "status 503")
private let rejected = NotifierError(.rejected, "status 400")

@Suite("Delivery")
struct DeliveryMachineTests {
    @Test("uses all notifiers at the same time, and one success is enough")
    func all() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a", "b"], fallback: ["c"]))
        #expect(bench.busy == ["a", "b"])
        try bench.finish("a", rejected)
        #expect(bench.ended.isEmpty)
        try bench.finish("b")
        #expect(bench.confirmed == ["1"])
        #expect(bench.ended == ["1": .delivered])
        #expect(bench.busy.isEmpty, "the fallback is for the case that all fail")
    }

    @Test("stops at the first that succeeds, if told to")
    func firstSuccess() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a", "b", "c"], mode: .firstSuccess))
        #expect(bench.busy == ["a"])
        try bench.finish("a", rejected)
        #expect(bench.busy == ["b"])
        try bench.finish("b")
        #expect(bench.ended == ["1": .delivered])
        #expect(bench.busy.isEmpty)
    }

    @Test("falls back in order, and fails when nobody is left")
    func fallback() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"], fallback: ["b", "c"]))
        for name in ["a", "b", "c"] {
            #expect(bench.busy == [name])
            try bench.finish(name, rejected)
        }
        #expect(bench.ended == ["1": .failed])
        #expect(bench.confirmed.isEmpty)
    }

    @Test("tries again after growing waits, and only what may succeed")
    func retry() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"], attempts: 3))
        try bench.finish("a", temporary)
        bench.wait(.milliseconds(999))
        #expect(bench.busy.isEmpty)
        bench.wait(.milliseconds(1))
        #expect(bench.attempts.map(\.number) == [2])
        try bench.finish("a", temporary)
        bench.wait(.milliseconds(1999))
        #expect(bench.busy.isEmpty)
        bench.wait(.milliseconds(1))
        #expect(bench.attempts.map(\.number) == [3])
        try bench.finish("a", temporary)
        #expect(bench.ended == ["1": .failed])

        bench.add("2", Bench.stage(["b"]))
        try bench.finish("b", rejected)
        #expect(bench.ended["2"] == .failed)
    }

    @Test("leaves a receiver alone for as long as it asks, but not for ever")
    func retryAfter() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"]))
        bench.add("2", Bench.stage(["a"]))
        try bench.finish("a", NotifierError(.rateLimited, "status 429", retryAfter: .seconds(90)))
        bench.wait(.seconds(89))
        #expect(bench.busy.isEmpty, "that counts for all notifications")
        bench.wait(.seconds(1))
        #expect(bench.busy == ["a"])
        try bench.finish("a", NotifierError(.rateLimited, "status 429", retryAfter: .seconds(86_400)))
        bench.wait(.seconds(3600))
        #expect(bench.busy == ["a"])
    }

    @Test("leaves a receiver alone that has a problem and says for how long, and never less", arguments: [-1, -0.5, 0, 1])
    func retryAfterWithJitter(random: Double) throws {
        var bench = Bench(random: random)
        bench.add("1", Bench.stage(["a"]))
        bench.add("2", Bench.stage(["a"]))
        try bench.finish("a", NotifierError(.temporary, "status 503", retryAfter: .seconds(100)))
        bench.wait(.milliseconds(100_000 + Int(abs(random) * 10_000) - 1))
        #expect(bench.busy.isEmpty, "that counts for all notifications")
        bench.wait(.milliseconds(2))
        #expect(bench.busy == ["a"])
    }

    @Test("does not let a long pause hold up the next notifier")
    func longPause() throws {
        let long = NotifierError(.rateLimited, "status 429", retryAfter: .seconds(301))
        var bench = Bench()
        bench.add("alone", Bench.stage(["a"]))
        bench.add("later", Bench.stage(["a"], mode: .firstSuccess, fallback: ["unknown"]))
        bench.add("1", Bench.stage(["a"], fallback: ["b"]))
        try bench.finish("a", long)
        #expect(bench.busy == ["b"])
        #expect(bench.skipped == ["a"], "the others have nobody else")
        try bench.finish("b")
        #expect(bench.ended == ["1": .delivered])
        bench.add("2", Bench.stage(["a", "b"], fallback: ["c"]))
        #expect(bench.busy == ["b"], "one of both may do it")
        try bench.finish("b", long)
        #expect(bench.busy == ["c"])
        try bench.finish("c", NotifierError(.rateLimited, "status 429", retryAfter: .seconds(300)))
        bench.add("3", Bench.stage(["c"], fallback: ["b"]))
        #expect(bench.busy.isEmpty, "that is short enough to wait")
        bench.wait(.seconds(301))
        #expect(bench.attempts.map(\.delivery).sorted() == ["3", "later"])
    }

    @Test("uses a receiver that is gone no more, before a reload")
    func gone() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"]))
        bench.add("2", Bench.stage(["a"], fallback: ["b"]))
        try bench.finish("a", NotifierError(.gone, "status 410"))
        #expect(bench.disabled == ["a"])
        #expect(bench.ended == ["1": .failed])
        bench.wait(.zero)
        #expect(bench.busy == ["b"])
        bench.wait(.seconds(86_400))
        bench.add("3", Bench.stage(["a"]))
        #expect(bench.ended["3"] == .failed)
        bench.replace(["a": 0])
        bench.add("4", Bench.stage(["a"]))
        try bench.finish("a", NotifierError(.gone, "status 410"))
        #expect(bench.disabled == ["a", "a"], "said once each time")
    }

    @Test("counts only failures that other messages would meet, too")
    func breakerCounts() throws {
        for (code, opens) in [
            (NotifierError.Code.rejected, false), (.tooLarge, false), (.rateLimited, false), (.denied, true), (.temporary, true),
            (.timeout, true), (.unreachable, true), (.invalidConfiguration, true),
        ] {
            var bench = Bench(["a"])
            for number in 0..<6 {
                bench.add("\(number)", Bench.stage(["a"], attempts: 1))
                if number < 5 { try bench.finish("a", NotifierError(code, "")) }
            }
            #expect(bench.busy.isEmpty == opens, "\(code)")
        }
    }

    @Test("makes nobody wait long for a test")
    func testsDoNotWait() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"]), isTest: true)
        try bench.finish("a", NotifierError(.rateLimited, "status 429", retryAfter: .seconds(9000)))
        #expect(bench.ended == ["1": .failed])
        bench.add("2", Bench.stage(["b"]), isTest: true)
        try bench.finish("b", NotifierError(.rateLimited, "status 429", retryAfter: .seconds(20)))
        bench.wait(.seconds(20))
        #expect(bench.busy == ["b"])
    }

    @Test("does not wait for a notifier longer than its time")
    func timeout() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"], fallback: ["b"], attempts: 1))
        bench.wait(.seconds(30))
        #expect(bench.cancelled.map(\.notifier) == ["a"])
        #expect(bench.busy == ["a", "b"])
        try bench.finish("a")
        #expect(bench.confirmed.isEmpty, "what comes too late does not count")
        try bench.finish("b")
        #expect(bench.confirmed == ["1"])
    }

    @Test("does without a notifier that never returns")
    func stuck() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"], attempts: 1))
        bench.wait(.seconds(30))
        #expect(bench.ended == ["1": .failed])
        bench.add("2", Bench.stage(["a"], fallback: ["b"]))
        #expect(bench.busy == ["a"], "one call at a time")
        bench.wait(.seconds(30))
        #expect(bench.skipped == ["a"])
        #expect(bench.busy == ["a", "b"])
        try bench.finish("a")
        bench.add("3", Bench.stage(["a"]))
        #expect(bench.busy == ["a", "b"], "it has returned")
    }

    @Test("leaves a notifier alone that fails again and again, and tries it later with one")
    func breaker() throws {
        var bench = Bench()
        for number in 0..<5 {
            bench.add("\(number)", Bench.stage(["a"], attempts: 1))
            try bench.finish("a", temporary)
        }
        bench.add("5", Bench.stage(["a"], fallback: ["b"], attempts: 1))
        #expect(bench.skipped == ["a"])
        #expect(bench.busy == ["b"])
        bench.wait(.seconds(30))
        try? bench.finish("b")
        bench.add("6", Bench.stage(["a"], attempts: 1))
        #expect(bench.busy == ["a"])
        try bench.finish("a", temporary)
        bench.wait(.seconds(59))
        bench.add("7", Bench.stage(["a"], attempts: 1))
        #expect(bench.ended["7"] == .failed, "it is left alone for longer now")
        bench.wait(.seconds(1))
        bench.add("8", Bench.stage(["a"], attempts: 1))
        try bench.finish("a")
        #expect(bench.ended["8"] == .delivered)
    }

    @Test("lets the oldest, or the newest, give way when its queue is full")
    func full() throws {
        var oldest = Bench(queueSize: 2)
        var newest = Bench(queueSize: 2, whenFull: .dropNewest)
        for number in 1...3 {
            oldest.add("\(number)", Bench.stage(["a"]))
            newest.add("\(number)", Bench.stage(["a"]))
        }
        #expect(oldest.ended == ["2": .dropped], "1 is being sent")
        #expect(newest.ended == ["3": .dropped])
        #expect(!oldest.machine.hasRoom)
    }

    @Test("calls nothing delivered that gave way before everybody had it")
    func fullAfterConfirmation() throws {
        var bench = Bench(queueSize: 1)
        bench.add("1", Bench.stage(["a", "b"]))
        try bench.finish("b", temporary)
        try bench.finish("a")
        #expect(bench.confirmed == ["1"])
        bench.add("2", Bench.stage(["c"]))
        #expect(bench.ended == ["1": .dropped])
    }

    @Test("lets what the spool has give way without losing it", arguments: [DeliverySettings.Overflow.dropOldest, .dropNewest])
    func fullOfSpooled(whenFull: DeliverySettings.Overflow) throws {
        var bench = Bench(queueSize: 2, whenFull: whenFull)
        for number in 1...3 { bench.add("\(number)", Bench.stage(["a"]), isSpooled: true) }
        #expect(Array(bench.ended.values) == [.kept])
    }

    @Test("skips a notifier that does not exist")
    func unknown() throws {
        var bench = Bench(["b"])
        bench.add("1", Bench.stage(["a"], fallback: ["b"]))
        #expect(bench.skipped == ["a"])
        #expect(bench.busy == ["b"])
        bench.add("2", Bench.stage(["a"]))
        #expect(bench.ended["2"] == .failed)
    }

    @Test("keeps for the next process what cannot be sent before the end")
    func drain() throws {
        var bench = Bench()
        bench.add("waits", Bench.stage(["a"]))
        bench.add("refused", Bench.stage(["b"]))
        bench.add("slow", Bench.stage(["c"]))
        bench.machine.drain(by: .milliseconds(500))
        try bench.finish("a", temporary)
        try bench.finish("b", rejected)
        #expect(bench.ended == ["waits": .kept, "refused": .failed], "nobody waits a second for the next try now")
        bench.stop()
        #expect(bench.ended["slow"] == .kept)
        #expect(bench.cancelled.map(\.notifier) == ["c"])
        #expect(bench.machine.unfinished.isEmpty)
        #expect(bench.machine.wakeUp(after: bench.now) == nil)
    }

    @Test("keeps for the next process who is left when somebody has confirmed it")
    func drainAfterConfirmation() throws {
        var bench = Bench()
        bench.add("waits", Bench.stage(["a", "b"]))
        bench.add("failed", Bench.stage(["c"], fallback: ["a"]))
        bench.machine.drain(by: .milliseconds(500))
        try bench.finish("b", temporary)
        try bench.finish("a")
        #expect(bench.ended == ["waits": .kept], "b would have got another try")
        #expect(bench.remaining == ["waits": ["b"]])
        try bench.finish("c", temporary)
        bench.wait(.zero)
        try bench.finish("a")
        #expect(bench.ended["failed"] == .delivered, "the fallback has done it")

        var silent = Bench()
        silent.add("1", Bench.stage(["a", "b", "c"]))
        try silent.finish("b")
        #expect(silent.remaining == ["1": ["a", "c"]])
        #expect(silent.machine.unfinished.map(\.remaining) == [["a", "c"]])
        try silent.finish("c", rejected)
        #expect(silent.remaining == ["1": ["a"]])
        silent.stop()
        #expect(silent.ended == ["1": .kept])
        #expect(silent.remaining == ["1": ["a"]])
    }

    @Test("sends what somebody had confirmed before only to the others")
    func resumedAfterConfirmation() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a", "b"], mode: .firstSuccess, fallback: ["c"]), isSpooled: true, remaining: ["b", "c"])
        #expect(bench.busy == ["b", "c"])
        try bench.finish("b")
        try bench.finish("c", rejected)
        #expect(bench.confirmed.isEmpty, "that was done before")
        #expect(bench.ended == ["1": .delivered])
    }

    @Test("leaves it at that when another alert has taken the place of one")
    func superseded() throws {
        var bench = Bench()
        for id in ["1", "2", "3"] { bench.add(id, Bench.stage(["a"])) }
        bench.perform(bench.machine.supersede("1"))
        #expect(bench.ended.isEmpty, "it is being sent")
        bench.perform(bench.machine.supersede("3"))
        bench.perform(bench.machine.withdraw(bench.attempts.removeFirst(), at: bench.now))
        #expect(bench.ended == ["3": .superseded, "1": .superseded])
        #expect(bench.attempts.map(\.delivery) == ["2"])
    }

    @Test("leaves deliveries that are under way the notifiers they came with")
    func replaced() throws {
        var bench = Bench()
        bench.add("1", Bench.stage(["a"], fallback: ["b"], attempts: 2))
        bench.replace(["a": 1, "c": 0])
        bench.add("2", Bench.stage(["a"], fallback: ["b"]))
        #expect(bench.attempts.map(\.key) == [NotifierKey(name: "a"), NotifierKey(name: "a", generation: 1)], "two different ones")
        #expect(bench.retired.isEmpty)

        bench.perform(bench.machine.finished(bench.attempts.removeFirst(), temporary, at: bench.now))
        bench.wait(.seconds(1))
        #expect(bench.attempts.map(\.key.generation).sorted() == [0, 1], "a second try is with the same one")
        let second = try #require(bench.attempts.firstIndex { $0.key.generation == 0 })
        bench.perform(bench.machine.finished(bench.attempts.remove(at: second), temporary, at: bench.now))
        #expect(bench.attempts.contains { $0.key == NotifierKey(name: "b") }, "a fallback that the new configuration has not")
        try bench.finish("b")
        #expect(bench.ended == ["1": .delivered])
        #expect(Set(bench.retired) == [NotifierKey(name: "a"), NotifierKey(name: "b")])
        try bench.finish("a", rejected)
        #expect(bench.ended["2"] == .failed, "it came when b was gone")
    }

    @Test("remembers of a notifier that has not changed that it fails")
    func replacedBreaker() throws {
        var bench = Bench(["a"])
        for number in 0..<5 {
            bench.add("\(number)", Bench.stage(["a"], attempts: 1))
            try bench.finish("a", temporary)
        }
        bench.replace(["a": 0], timeout: .seconds(5))
        bench.add("same", Bench.stage(["a"]))
        #expect(bench.ended["same"] == .failed)
        bench.replace(["a": 1], timeout: .seconds(5))
        bench.add("other", Bench.stage(["a"], attempts: 1))
        #expect(bench.busy == ["a"], "it may do better")
        bench.wait(.seconds(5))
        #expect(bench.ended["other"] == .failed, "the new time counts")
    }

    @Test("ends every delivery exactly once, whatever happens", arguments: 0..<50)
    func random(_: Int) throws {
        var bench = Bench(queueSize: 8, whenFull: Bool.random() ? .dropOldest : .dropNewest)
        var added: Set<String> = []
        var generation = 0
        for step in 0..<400 {
            switch Int.random(in: 0..<10) {
            case 0..<2 where step < 300:
                let names = ["a", "b", "c", "d"].shuffled()
                added.insert("\(step)")
                bench.add(
                    "\(step)",
                    Bench.stage(
                        Array(names.prefix(.random(in: 1...2))), mode: Bool.random() ? .all : .firstSuccess,
                        fallback: Array(names.suffix(.random(in: 0...2))), attempts: .random(in: 1...3)))
            case 2 where step < 300:
                generation += 1
                let names = ["a", "b", "c", "d"].shuffled().prefix(.random(in: 1...4))
                bench.replace(Dictionary(uniqueKeysWithValues: names.map { ($0, Bool.random() ? generation : 0) }))
            case 3..<8:
                guard let attempt = bench.attempts.randomElement() else { continue }
                bench.attempts.removeAll { $0 == attempt }
                let errors: [NotifierError?] = [
                    nil, nil, temporary, rejected, NotifierError(.rateLimited, "", retryAfter: .seconds(9)),
                    NotifierError(.temporary, "", retryAfter: .seconds(400)), NotifierError(.gone, ""),
                ]
                if Int.random(in: 0..<9) == 0 {
                    bench.perform(bench.machine.withdraw(attempt, at: bench.now))
                } else {
                    bench.perform(bench.machine.finished(attempt, errors[.random(in: errors.indices)], at: bench.now))
                }
            default: bench.wait(.milliseconds(.random(in: 0...40_000)))
            }
            #expect(Set(bench.attempts.map(\.key)).count == bench.attempts.count, "a notifier is called for one at a time")
            let unfinished = Set(bench.machine.unfinished.map(\.id))
            #expect(unfinished.count <= 8)
            #expect(unfinished.isDisjoint(with: bench.ended.keys))
            #expect(unfinished.union(bench.ended.keys) == added)
            if bench.attempts.isEmpty, !unfinished.isEmpty {
                #expect(bench.machine.wakeUp(after: bench.now) != nil, "somebody must wake up")
            }
        }
        bench.stop()
        #expect(Set(bench.ended.keys) == added)
        #expect(Set(bench.confirmed).count == bench.confirmed.count)
        #expect(Set(bench.confirmed).isSuperset(of: bench.ended.filter { $0.value == .delivered }.keys))
        #expect(Set(bench.confirmed).isDisjoint(with: bench.ended.filter { $0.value == .failed }.keys))
    }
}
