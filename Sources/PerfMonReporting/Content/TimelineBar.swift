/// A bar over the time of a request, drawn in steps: in each shows the value that took most of it.
struct TimelineBar<Value: Equatable> {
    /// Equal neighbours, in shares of the bar.
    struct Stretch {
        var value: Value
        var start: Double, width: Double
    }

    /// Finer than a screen shows; it bounds the size of a report.
    private static var steps: Int { 500 }

    private let duration: Int64
    private var times = [[(value: Value, time: Int64)]](repeating: [], count: Self.steps)

    /// - Parameter duration: Of the request, in nanoseconds.
    init(duration: Int64) {
        self.duration = max(duration, 1)
    }

    /// `value` held from `start` to `end`, in nanoseconds; what lies outside of the request's time is left out.
    mutating func add(_ value: Value, from start: Int64, to end: Int64) {
        let start = max(start, 0), end = min(end, duration)
        guard start < end else { return }
        for step in self.step(at: start)...self.step(at: end - 1) {
            let overlap = max(min(end, time(of: step + 1)) - max(start, time(of: step)), 1)
            if let known = times[step].firstIndex(where: { $0.value == value }) {
                times[step][known].time += overlap
            } else {
                times[step].append((value, overlap))
            }
        }
    }

    var stretches: [Stretch] {
        let shown = times.map { times in times.max { $0.time < $1.time }?.value }
        var stretches: [Stretch] = []
        var index = 0
        while index < shown.count {
            let end = shown[index...].firstIndex { $0 != shown[index] } ?? shown.count
            if let value = shown[index] {
                let count = Double(shown.count)
                stretches.append(Stretch(value: value, start: Double(index) / count, width: Double(end - index) / count))
            }
            index = end
        }
        return stretches
    }

    private func step(at time: Int64) -> Int {
        min(Int(Double(time) / Double(duration) * Double(Self.steps)), Self.steps - 1)
    }

    private func time(of step: Int) -> Int64 {
        Int64(Double(duration) / Double(Self.steps) * Double(step))
    }
}
