internal import PerfMonModel

/// Turns a trace, which is addresses, into a profile, which is functions.
struct ProfileBuilder {
    private let trace: RequestTrace
    private let duration: Duration
    private(set) var symbolizer: ProfileSymbolizer
    private var frames: [Frame] = []
    private var frameIndices: [Frame: Int] = [:]
    private var stacks: [[Int]] = []
    private var stackIndices: [[Int]: Int] = [:]
    private var cleaned: [CleanKey: Int] = [:]
    private var gaps = SymbolGaps()

    /// A stack reads differently in the request's own lane, where the server's part is cut off.
    private struct CleanKey: Hashable {
        let stack: Int
        let isRequest: Bool
    }

    init(_ trace: RequestTrace, duration: Duration, symbolizer: ProfileSymbolizer) {
        self.trace = trace
        self.duration = duration
        self.symbolizer = symbolizer
    }

    mutating func build(_ summary: SamplerSummary) -> Profile {
        var lanes: [Lane] = []
        for (index, traced) in trace.lanes.enumerated() {
            var segments = traced.segments.compactMap { segment($0, isRequest: index == 0) }
            if index == 0 { extendLast(&segments) }
            let isRequest = index == 0
            let start = isRequest ? .zero : segments.first?.start ?? duration
            let end = isRequest ? duration : segments.last?.end ?? duration
            let handovers = traced.handovers.map { min(offset($0), duration) }
            lanes.append(
                Lane(
                    id: index, parent: traced.parent, kind: traced.kind, start: start, end: end, segments: segments, handovers: handovers)
            )
        }
        return Profile(duration: duration, frames: frames, stacks: stacks, lanes: lanes, sampler: summary, symbolGaps: gaps.list)
    }

    /// A request ends between two looks. As a sample stands for the time before it, the last one also stands for the rest, if that is
    /// shorter than the time to the next look would have been.
    private func extendLast(_ segments: inout [Lane.Segment]) {
        guard let last = segments.last, duration - last.end <= .nanoseconds(Int64(clamping: trace.interval)) else { return }
        segments[segments.count - 1].end = duration
    }

    private mutating func segment(_ traced: TracedSegment, isRequest: Bool) -> Lane.Segment? {
        let start = min(offset(traced.start), duration)
        let end = min(offset(traced.end), duration)
        guard start < end else { return nil }
        let stack = stackIndex(traced.stack, isRequest: isRequest)
        if traced.state == .suspended, isInnermost(Self.yields, of: stack) {
            return Lane.Segment(start: start, end: end, stack: stack, state: .runnable, reason: .executorQueue)
        }
        return Lane.Segment(start: start, end: end, stack: stack, state: traced.state, reason: reason(traced, stack: stack))
    }

    private func offset(_ time: UInt64) -> Duration {
        .nanoseconds(time > trace.request.start ? Int64(clamping: time - trace.request.start) : 0)
    }

    private func reason(_ traced: TracedSegment, stack: Int) -> WaitReason? {
        switch traced.wait {
        case .none: nil
        case .continuation: isInnermost(Self.sleeps, of: stack) ? .sleep : .continuation
        case .lane(let lane): .child(lane: lane)
        case .group: .child(lane: nil)
        case .actor(let type): .actor(type.map { trace.actors[$0] })
        case .executorQueue: .executorQueue
        case .processor: .processor
        case .systemCall(let number, let file):
            .systemCall(SystemCallName.name(of: number) + (file.map { " (\(SystemCallName.describe(trace.files[$0])))" } ?? ""))
        }
    }

    // Optimised code enters the runtime's sleep at different depths.
    private static let sleeps = ["Task.sleep(", "Task._sleep(", "Clock.sleep(", "ContinuousClock.sleep(", "SuspendingClock.sleep("]

    // A task that yields waits for nothing but a thread, although the runtime has it wait for a continuation, or for nothing while it is on its way.
    private static let yields = ["Task.yield("]

    private func isInnermost(_ functions: [String], of stack: Int) -> Bool {
        stacks[stack].suffix(4).contains { index in
            frames[index].origin == .library && functions.contains { frames[index].function.hasPrefix($0) }
        }
    }

    // MARK: - Stacks

    private mutating func stackIndex(_ traced: Int, isRequest: Bool) -> Int {
        let key = CleanKey(stack: traced, isRequest: isRequest)
        if let known = cleaned[key] { return known }
        if traced != 0 { symbolizer.use(trace.stacks.images(of: traced)) }
        let indices = visibleFrames(Array(trace.stacks[traced]), isRequest: isRequest).map { index(of: $0) }
        let stack = stackIndices[indices] ?? stacks.count
        if stack == stacks.count {
            stacks.append(indices)
            stackIndices[indices] = stack
        }
        cleaned[key] = stack
        return stack
    }

    private mutating func index(of frame: Frame) -> Int {
        if let known = frameIndices[frame] { return known }
        frames.append(frame)
        frameIndices[frame] = frames.count - 1
        return frames.count - 1
    }

    /// Outermost first, without thunks and schedulers, and without what called the middleware.
    private mutating func visibleFrames(_ addresses: [StackAddress], isRequest: Bool) -> [Frame] {
        var frames: [Frame] = []
        var frameGaps: [SymbolGap?] = []
        for (index, address) in addresses.enumerated() {
            // A task that has not entered the function it waits for yet shows its caller twice.
            if index == 1, address == addresses[0] { continue }
            for symbol in symbolizer.symbolize(address.address, address.kind) where !symbol.isHidden {
                frames.append(symbol.frame)
                frameGaps.append(symbol.gap)
            }
        }
        if isRequest { MonitorBoundary.cut(&frames) }
        for gap in frameGaps.prefix(frames.count) { gap.map { gaps.add($0) } }
        return FrameCleaning.clean(frames).reversed()
    }
}

/// Where an application's part of a request begins: at the frame of the adapter that calls it.
enum MonitorBoundary {
    private static let modules: Set<String> = [
        "PerfMon", "PerfMonHummingbird", "PerfMonFlyingFox", "PerfMonNIO", "PerfMonGRPC", "PerfMonVapor", "PerfMonProfiling",
    ]

    /// Removes, from a stack with the innermost function first, what called the adapter, and the adapter.
    static func cut(_ frames: inout [Frame]) {
        guard let outermost = frames.lastIndex(where: isOwn) else { return }
        frames.removeSubrange(outermost...)
        // Between its own functions there is only what binds the task-local value.
        while let last = frames.last, isOwn(last) || last.function.hasPrefix("TaskLocal.withValue") { frames.removeLast() }
    }

    private static func isOwn(_ frame: Frame) -> Bool {
        frame.module.map { modules.contains($0) } ?? false
    }
}
