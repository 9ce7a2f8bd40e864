/// A stretch of a request's wall time, as the workload itself saw it.
struct Stretch: Sendable {
    /// What a clock beside the code can tell apart. Running and waiting for a CPU are one: the code does not notice the difference.
    enum State: String, Sendable, CaseIterable {
        case onCPU = "CPU"
        case blocked
        case suspended
        case notSampled = "not sampled"
    }

    /// The name of the function without its arguments.
    var function: String
    var state: State
    var start: ContinuousClock.Instant
    /// When the wait was over. From then on the function only waited for its thread.
    var due: ContinuousClock.Instant
    /// How long after that nobody can tell the wait from waiting for a thread.
    var latency = Duration.milliseconds(5)
    var end: ContinuousClock.Instant

    /// Ends now. `due` defaults to the end.
    init(
        _ state: State,
        since start: ContinuousClock.Instant,
        due: ContinuousClock.Instant? = nil,
        function: String = #function
    ) {
        let end = ContinuousClock.now
        self.function = FunctionName.base(function)
        self.state = state
        self.start = start
        self.due = min(due ?? end, end)
        self.end = end
    }

    /// A sleep of a task that ends now. The runtime wakes it with a job that itself waits for a thread of the pool; until then the task
    /// is suspended, and nobody outside the pool can tell whether its time has come.
    static func sleep(
        since start: ContinuousClock.Instant,
        for length: Duration,
        function: String = #function
    ) -> Stretch {
        var stretch = Stretch(.suspended, since: start, due: start + length, function: function)
        stretch.latency = stretch.end - stretch.due
        return stretch
    }

    /// The part within a window; `nil` when there is none.
    func clipped(to window: Range<ContinuousClock.Instant>) -> Stretch? {
        var part = self
        part.start = max(start, window.lowerBound)
        part.end = min(end, window.upperBound)
        part.due = min(max(due, part.start), part.end)
        return part.start < part.end ? part : nil
    }
}

/// What a request did, in order of time. What lies between two stretches belongs to the workload's outermost function.
typealias Course = [Stretch]

extension Course {
    func clipped(to window: Range<ContinuousClock.Instant>) -> Course { compactMap { $0.clipped(to: window) } }

    /// Of several tasks that were awaited together since `start`, the course of the one that ended last: it decided how long that took.
    static func last(of courses: [Course], since start: ContinuousClock.Instant) -> Course {
        let last = courses.max { ($0.last?.end ?? start) < ($1.last?.end ?? start) }
        return last?.clipped(to: start..<ContinuousClock.now) ?? []
    }
}

enum FunctionName {
    /// `load` of `UserRepository.load(id:)`, `closure #1 in load(id:)` and `load<A>(id:)`.
    static func base(_ name: String) -> String {
        let enclosing = name.components(around: " in ").last ?? name
        let head = enclosing.prefix { $0 != "(" && $0 != "<" }
        return String(head.split(separator: ".").last ?? head)
    }
}

extension String {
    fileprivate func components(around separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
