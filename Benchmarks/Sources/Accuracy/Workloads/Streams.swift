extension Workload {
    static let streams = [
        Workload("streamNext", streamNextOuter),
        Workload("throwingStream", throwingStreamOuter),
    ]
}

@inline(never) func streamNextOuter(_ length: Duration) async -> Course { await streamNextInner(length) }
@inline(never) func streamNextInner(_ length: Duration) async -> Course {
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    let producers = [0.25, 0.5, 0.75, 1].map { part in
        Helper.after(length * part) {
            continuation.yield(1)
            if part == 1 { continuation.finish() }
        }
    }
    var course: Course = []
    var start = ContinuousClock.now
    var index = 0
    for await _ in stream {
        course.append(Stretch(.suspended, since: start, due: producers[min(index, 3)].time))
        start = .now
        index += 1
    }
    return course
}

@inline(never) func throwingStreamOuter(_ length: Duration) async -> Course { await throwingStreamInner(length) }
@inline(never) func throwingStreamInner(_ length: Duration) async -> Course {
    let (stream, continuation) = AsyncThrowingStream<Int, any Error>.makeStream()
    let producer = Helper.after(length) { continuation.finish(throwing: CancellationError()) }
    let start = ContinuousClock.now
    do {
        for try await _ in stream {}
    } catch {
        return [Stretch(.suspended, since: start, due: producer.time)]
    }
    return []
}
