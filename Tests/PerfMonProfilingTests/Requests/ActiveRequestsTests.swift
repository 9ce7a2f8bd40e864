import Foundation
import Synchronization
import Testing

@testable import PerfMonProfiling

/// How far two tasks are that go round together.
private final class Turns: Sendable {
    let begun = Atomic<Int>(0), looking = Atomic<Int>(0), seen = Atomic<Int>(0)

    func waitUntilBegun(_ round: Int) async {
        while begun.load(ordering: .acquiring) < round { await Task.yield() }
    }

    func waitUntilLooking(_ round: Int) async {
        while looking.load(ordering: .acquiring) < round { await Task.yield() }
    }

    func waitUntilSeen(_ round: Int) async {
        while seen.load(ordering: .acquiring) < round { await Task.yield() }
    }
}

struct ActiveRequestsTests {
    @Test func aFullTableRefuses() throws {
        let table = ActiveRequests(capacity: 2)
        let first = try #require(table.begin(task: 16, at: 1, armingAge: 0))
        _ = try #require(table.begin(task: 32, at: 1, armingAge: 0))
        #expect(table.begin(task: 48, at: 1, armingAge: 0) == nil)
        table.end(first)
        #expect(table.inFlight == 1)
        #expect(table.begin(task: 48, at: 1, armingAge: 0) != nil)
    }

    @Test func endingTwiceChangesNothing() throws {
        let table = ActiveRequests(capacity: 1)
        let first = try #require(table.begin(task: 16, at: 1, armingAge: 0))
        table.end(first)
        let second = try #require(table.begin(task: 32, at: 2, armingAge: 0))
        table.end(first)
        #expect(!table.endWanted(first, at: 3))
        table.release(first)
        #expect(table.isActive(second) && table.inFlight == 1)
        #expect(table.read(0)?.request == second)
    }

    @Test func aWantedRequestKeepsItsSlotUntilItIsReleased() throws {
        let table = ActiveRequests(capacity: 1)
        let request = try #require(table.begin(task: 16, at: 10, armingAge: 5))
        #expect(table.endWanted(request, at: 100))
        #expect(!table.isActive(request))
        #expect(table.read(0)?.phase == .ended)
        #expect(table.covers(request, time: 100) && !table.covers(request, time: 101))
        #expect(table.begin(task: 32, at: 1, armingAge: 0) == nil)
        #expect(table.markCollected(request))
        table.release(request)
        #expect(table.inFlight == 0 && table.read(0) == nil)
    }

    @Test func aRequestThatJustEndsIsNotTakenForNone() async {
        let table = ActiveRequests(capacity: 1)
        let turns = Turns()
        let rounds = 3_000
        async let missed: Int = {
            var missed = 0
            for round in 1...rounds {
                await turns.waitUntilBegun(round)
                turns.looking.store(round, ordering: .releasing)
                var look = 0
                while true {
                    let found = table.read(0)
                    if found == nil { missed += 1 }
                    if found?.phase == .ended { break }
                    look += 1
                    // The other side may wait for this very thread.
                    if look.isMultiple(of: 64) { await Task.yield() }
                }
                turns.seen.store(round, ordering: .releasing)
            }
            return missed
        }()
        for round in 1...rounds {
            guard let request = table.begin(task: 16, at: 0, armingAge: 0) else { break }
            turns.begun.store(round, ordering: .releasing)
            await turns.waitUntilLooking(round)
            _ = table.endWanted(request, at: 0)
            await turns.waitUntilSeen(round)
            table.release(request)
        }
        #expect(await missed == 0)
    }

    @Test func manyThreadsNeverShareASlot() async {
        let table = ActiveRequests(capacity: 8)
        await withTaskGroup(of: Int.self) { group in
            for worker in 1...16 {
                group.addTask {
                    var mistakes = 0
                    for round in 0..<5_000 {
                        let task = UInt64(worker * 16)
                        guard let request = table.begin(task: task, at: UInt64(round), armingAge: 0) else { continue }
                        if table.read(request.slot)?.task != task { mistakes += 1 }
                        if round.isMultiple(of: 3) {
                            if !table.endWanted(request, at: 0) { mistakes += 1 }
                            table.release(request)
                        } else {
                            table.end(request)
                        }
                    }
                    return mistakes
                }
            }
            for await mistakes in group { #expect(mistakes == 0) }
        }
        #expect(table.inFlight == 0)
        let all = (0..<8).compactMap { _ in table.begin(task: 16, at: 0, armingAge: 0) }
        #expect(Set(all.map(\.slot)).count == 8)
    }
}
