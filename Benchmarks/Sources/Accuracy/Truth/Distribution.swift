/// Shares of a request's wall time by function and state.
struct Distribution {
    struct Key: Hashable {
        var function: String
        var state: Stretch.State
    }

    /// Time whose function is certain, while its state may be any of a set.
    struct Either {
        var function: String
        var states: [Stretch.State]
        var share: Double
    }

    var shares: [Key: Double] = [:]
    var either: [Either] = []

    /// Half the sum of all differences: the share of the time that is reported in a wrong place.
    ///
    /// Time whose state is open counts as right in any of its states.
    func distance(to reported: Distribution) -> Double {
        var truth = shares
        for open in either {
            var left = open.share
            for state in open.states {
                let key = Key(function: open.function, state: state)
                let missing = min(max((reported.shares[key] ?? 0) - (truth[key] ?? 0), 0), left)
                truth[key, default: 0] += missing
                left -= missing
            }
            truth[Key(function: open.function, state: open.states[0]), default: 0] += left
        }
        let keys = Set(truth.keys).union(reported.shares.keys)
        return keys.reduce(0) { $0 + abs((truth[$1] ?? 0) - (reported.shares[$1] ?? 0)) } / 2
    }

    /// The same by function alone.
    var byFunction: Distribution {
        var result = Distribution()
        for (key, share) in shares { result.shares[Key(function: key.function, state: .onCPU), default: 0] += share }
        for open in either { result.shares[Key(function: open.function, state: .onCPU), default: 0] += open.share }
        return result
    }
}

extension Distribution {
    /// The truth of a request between two instants.
    init(_ course: Course, of window: Range<ContinuousClock.Instant>, outermost: String) {
        let total = window.upperBound - window.lowerBound
        var time = window.lowerBound
        for stretch in course.clipped(to: window) {
            leaveOpen(time, stretch.start, outermost, [.onCPU, .suspended, .blocked], of: total)
            add(stretch.start, stretch.due, stretch.function, stretch.state, of: total)
            let known = min(stretch.due + stretch.latency, stretch.end)
            leaveOpen(stretch.due, known, stretch.function, [.onCPU, stretch.state], of: total)
            add(known, stretch.end, stretch.function, .onCPU, of: total)
            time = stretch.end
        }
        leaveOpen(time, window.upperBound, outermost, [.onCPU, .suspended, .blocked], of: total)
    }

    private mutating func add(
        _ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant, _ function: String, _ state: Stretch.State, of total: Duration
    ) {
        guard start < end else { return }
        shares[Key(function: function, state: state), default: 0] += (end - start) / total
    }

    private mutating func leaveOpen(
        _ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant, _ function: String, _ states: [Stretch.State],
        of total: Duration
    ) {
        guard start < end else { return }
        either.append(Either(function: function, states: states, share: (end - start) / total))
    }
}
