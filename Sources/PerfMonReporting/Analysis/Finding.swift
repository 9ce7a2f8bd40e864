internal import PerfMonModel

/// The one thing that took most of the time: a function of the application, what it did there, and the library
/// function it called to do so.
struct Finding {
    /// The deepest function of the application; a library's when no application frame is on the path.
    var frame: Frame
    /// The library function that the application called, when one stands for most of the time.
    var callee: Frame?
    var state: LaneState
    var reason: WaitReason?
    var duration: Duration
}

/// Looks for the ``Finding`` below the end of the hot path.
struct FindingSearch {
    /// A finding must account for this share of the time under the end of the hot path, and a callee for this share
    /// of its finding.
    static let majority = 0.5

    private struct Key: Hashable {
        /// The application's function, numbered in the order of the walk: one place, not one name.
        var place: Int
        var state: LaneState
        var reason: WaitReason?
    }

    private struct Entry {
        var frame: Frame
        var duration: Duration = .zero
        var callees: [FunctionKey: (frame: Frame, duration: Duration)] = [:]
    }

    /// Where a node belongs: its nearest application function, and what that called.
    private struct Place {
        var number: Int
        var frame: Frame
        var callee: Frame?

        /// `number` is used when `next` is a new place.
        func entering(_ next: Frame, number: Int) -> Place {
            switch next.origin {
            case .application: Place(number: number, frame: next)
            case .library: Place(number: self.number, frame: frame, callee: callee ?? next)
            case .synthetic: self
            }
        }
    }

    private var entries: [Key: Entry] = [:]

    /// `nil` when the tree is empty or no single thing dominates.
    static func finding(on path: HotPath) -> Finding? {
        guard let end = path.nodes.last else { return nil }
        var search = FindingSearch()
        search.collect(end, at: search.place(of: path))
        return search.largest(of: end.total)
    }

    private func place(of path: HotPath) -> Place {
        let frames = path.nodes.map(\.frame)
        guard let application = frames.lastIndex(where: { $0.origin == .application }) else {
            let named = frames.last { $0.origin == .library } ?? CallTreeBuilder.notSampled
            return Place(number: 0, frame: named, callee: named)
        }
        let callee = frames[(application + 1)...].first { $0.origin == .library }
        return Place(number: 0, frame: frames[application], callee: callee)
    }

    private mutating func collect(_ end: CallNode, at place: Place) {
        var pending = [(node: end, place: place)]
        var count = 0
        while let (node, place) = pending.popLast() {
            for time in node.selfTimes {
                let key = Key(place: place.number, state: time.state, reason: time.reason)
                var entry = entries[key] ?? Entry(frame: place.frame)
                entry.duration += time.duration
                if let callee = place.callee {
                    entry.callees[FunctionKey(callee), default: (callee, .zero)].duration += time.duration
                }
                entries[key] = entry
            }
            for child in node.children {
                count += 1
                pending.append((child, place.entering(child.frame, number: count)))
            }
        }
    }

    private func largest(of total: Duration) -> Finding? {
        let largest = entries.max { ($0.value.duration, $1.key.place) < ($1.value.duration, $0.key.place) }
        guard let (key, entry) = largest, entry.duration.share(of: total) >= Self.majority else { return nil }
        let callee = entry.callees.values.max { ($0.duration, $1.frame.function) < ($1.duration, $0.frame.function) }
        let dominant = callee.flatMap { $0.duration.share(of: entry.duration) >= Self.majority ? $0.frame : nil }
        return Finding(
            frame: entry.frame,
            callee: dominant.flatMap { FunctionKey($0) == FunctionKey(entry.frame) ? nil : $0 },
            state: key.state,
            reason: key.reason,
            duration: entry.duration
        )
    }
}
