internal import Foundation

extension Workload {
    static let blockingCalls = [
        Workload("usleepCall", usleepCallOuter),
        Workload("pipeRead", pipeReadOuter),
        Workload("pollWait", pollWaitOuter),
        Workload("flockWait", flockWaitOuter),
    ]
}

@inline(never) func usleepCallOuter(_ length: Duration) async -> Course { usleepCallInner(length) }
@inline(never) func usleepCallInner(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    // Without a signal, one call sleeps for all of it; with one, for the rest.
    while ContinuousClock.now < start + length {
        usleep(UInt32(max((start + length - .now) / .microseconds(1), 1)))
    }
    return [Stretch(.blocked, since: start, due: start + length)]
}

@inline(never) func pipeReadOuter(_ length: Duration) async -> Course { pipeReadInner(length) }
@inline(never) func pipeReadInner(_ length: Duration) -> Course {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return [] }
    let writer = ends[1]
    let start = ContinuousClock.now
    let written = Helper.after(length) { _ = write(writer, "x", 1) }
    var byte: UInt8 = 0
    _ = read(ends[0], &byte, 1)
    defer { for end in ends { close(end) } }
    return [Stretch(.blocked, since: start, due: written.time)]
}

@inline(never) func pollWaitOuter(_ length: Duration) async -> Course { pollWaitInner(length) }
@inline(never) func pollWaitInner(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + length {
        _ = poll(nil, 0, Int32(max((start + length - .now) / .milliseconds(1), 1)))
    }
    return [Stretch(.blocked, since: start, due: start + length)]
}

@inline(never) func flockWaitOuter(_ length: Duration) async -> Course { flockWaitInner(length) }
@inline(never) func flockWaitInner(_ length: Duration) -> Course {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let holder = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    let waiter = open(path, O_RDWR | O_CLOEXEC)
    unlink(path)
    guard holder >= 0, waiter >= 0, flock(holder, LOCK_EX) == 0 else { return [] }
    let start = ContinuousClock.now
    let unlocked = Helper.after(length) { _ = flock(holder, LOCK_UN) }
    _ = flock(waiter, LOCK_EX)
    defer { for descriptor in [holder, waiter] { close(descriptor) } }
    return [Stretch(.blocked, since: start, due: unlocked.time)]
}
