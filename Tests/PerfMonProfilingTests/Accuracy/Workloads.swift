import CPerfMonSampler
import Foundation
import Synchronization

/// Functions that take a known time in a known way. Their names are what the profiles must show, so they are not to be inlined
/// where the optimiser would do that.
enum Workload {
    static let length = Duration.milliseconds(400)

    // Three async functions deep.
    @inline(never) static func sleepOuter() async throws { try await sleepMiddle() }
    @inline(never) static func sleepMiddle() async throws { try await sleepInner() }
    @inline(never) static func sleepInner() async throws { try await Task.sleep(for: length) }

    static func compute() async -> Int { computeMiddle() }
    @inline(never) static func computeMiddle() -> Int { computeInner() &+ 1 }
    @inline(never) static func computeInner() -> Int { spin(length) }

    static func block() async { blockInner() }
    @inline(never) static func blockInner() { usleep(400_000) }

    /// Two functions that block at the same place of the stack, for the same time.
    static func blockInTurn() async {
        for _ in 0..<10 {
            blockLeft()
            blockRight()
        }
    }
    @inline(never) static func blockLeft() { usleep(20_000) }
    @inline(never) static func blockRight() { usleep(20_000) }

    /// Reads from a pipe that is written to later on.
    static func readPipe() async -> Int {
        var files: [Int32] = [0, 0]
        guard pipe(&files) == 0 else { return 0 }
        let (reader, writer) = (files[0], files[1])
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(400)) { close(writer) }
        defer { close(reader) }
        return readInner(reader)
    }
    @inline(never) static func readInner(_ file: Int32) -> Int {
        var byte: UInt8 = 0
        return read(file, &byte, 1)
    }

    static func fork() async throws -> Int {
        async let short = childShort()
        async let long = childLong()
        return try await short + long
    }
    @inline(never) static func childShort() async throws -> Int {
        try await Task.sleep(for: .milliseconds(150))
        return 1
    }
    @inline(never) static func childLong() async throws -> Int {
        try await Task.sleep(for: length)
        return 2
    }

    static func forkOften() async throws {
        for _ in 0..<320 {
            async let child: Void = Task.sleep(for: .milliseconds(5))
            try await child
        }
    }

    static func group() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await childShort() }
            group.addTask { _ = try await childLong() }
            try await group.waitForAll()
        }
    }

    /// Eight times as large as what it is made of.
    struct Eightfold<Part: Sendable>: Sendable {
        let parts: (Part, Part, Part, Part, Part, Part, Part, Part)
        init(_ part: Part) { parts = (part, part, part, part, part, part, part, part) }
    }
    typealias Large = Eightfold<Eightfold<Eightfold<UInt16>>>
    typealias Huge = Eightfold<Eightfold<Large>>

    static func collectLarge() async throws {
        try await withThrowingTaskGroup(of: Large.self) { group in
            group.addTask { Large(Eightfold(Eightfold(UInt16(try await childLong())))) }
            for try await _ in group {}
        }
    }
    static func collectHuge() async throws {
        try await withThrowingTaskGroup(of: Huge.self) { group in
            group.addTask { Huge(Eightfold(Large(Eightfold(Eightfold(UInt16(try await childLong())))))) }
            for try await _ in group {}
        }
    }

    static func awaitTask() async throws -> Int {
        let task = Task { try await childLong() }
        return try await task.value
    }

    /// Starts a task that nobody awaits, and sleeps.
    static func abandon() async throws {
        Task { _ = await compute() }
        try await sleepInner()
    }

    /// Two computations at a time for each CPU.
    static func crowd() async -> Int {
        let rivals = (0..<4 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
            let rival = Flag()
            Thread.detachNewThread {
                _ = spin(length)
                rival.set()
            }
            return rival
        }
        let result = await compute()
        for rival in rivals { while !rival.isSet { await Task.yield() } }
        return result
    }

    static func contend() async -> Int {
        let ledger = Ledger()
        let isBusy = Flag()
        let holder = Task.detached { await ledger.work(isBusy) }
        while !isBusy.isSet { await Task.yield() }
        let balance = await contendInner(ledger)
        await holder.value
        return balance
    }
    @inline(never) static func contendInner(_ ledger: Ledger) async -> Int { await ledger.balance() }

    actor Ledger {
        private var count = 0
        func work(_ isBusy: Flag) {
            isBusy.set()
            count &+= spin(length)
        }
        func balance() -> Int { count }
    }

    static func contendGeneric() async -> Int {
        // Types that are made at run time are in memory of the runtime's own, but for the first few.
        keepNested(Int.self, 400)
        let cabinet = Cabinet("key")
        let isBusy = Flag()
        let holder = Task.detached { await cabinet.work(isBusy) }
        while !isBusy.isSet { await Task.yield() }
        let count = await cabinet.count()
        await holder.value
        return count
    }
    private static func keepNested<Value>(_ type: Value.Type, _ depth: Int) {
        if depth > 0 { keepNested(Optional<Value>.self, depth - 1) }
    }

    actor Cabinet<Key: Sendable> {
        private let key: Key
        private var total = 0
        init(_ key: Key) { self.key = key }
        func work(_ isBusy: Flag) {
            isBusy.set()
            total &+= spin(length)
        }
        func count() -> Int { total }
    }

    final class Flag: Sendable {
        private let value = Atomic<Bool>(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    @inline(never) static func yieldAll() async {
        let end = ContinuousClock.now + length
        while ContinuousClock.now < end { await Task.yield() }
    }

    static func continuation() async -> Int {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(400)) { continuation.resume(returning: 1) }
        }
    }

    @inline(never) static func spin(_ duration: Duration) -> Int {
        let end = ContinuousClock.now + duration
        var value = 1
        while ContinuousClock.now < end {
            for _ in 0..<1000 { value = value &* 31 &+ 7 }
        }
        return value
    }
}
