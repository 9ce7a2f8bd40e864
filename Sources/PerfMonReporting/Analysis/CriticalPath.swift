package import PerfMonModel

/// The stretches of time that decided how long a request took.
///
/// While a task waits for a child task, the child's time counts and the parent's does not; of several children the
/// one that resumed the parent counts. So the parts cover the request's wall time exactly once, however many tasks ran.
package struct CriticalPath: Sendable {
    /// One stretch. Times are nanoseconds from the request's start.
    package struct Part: Sendable, Hashable {
        package var start: Int64, end: Int64
        /// Indices into ``Profile/stacks``, one per lane on the way here, the request's own first.
        package var stacks: [Int]
        package var state: LaneState
        package var reason: WaitReason?
        package var lane: Lane.ID

        package var length: Int64 { end - start }
    }

    /// In order of time; they cover `0..<duration` without gaps and overlaps.
    package private(set) var parts: [Part] = []
    /// The request's wall time in nanoseconds.
    package let duration: Int64

    /// Follows the request's lane, the first of the profile, from its start to its end.
    package init(of profile: Profile) {
        duration = max(profile.duration.nanoseconds, 0)
        var walker = LaneWalker(lanes: profile.lanes, interval: profile.sampler.interval)
        if let root = profile.lanes.first {
            walker.follow(root.id, from: 0, to: duration)
        } else if duration > 0 {
            walker.parts = [Part(start: 0, end: duration, stacks: [], state: .notSampled, lane: 0)]
        }
        parts = walker.parts
    }

    /// The wall time by state.
    package var split: WallTimeSplit {
        parts.reduce(into: WallTimeSplit()) { $0[$1.state] += .nanoseconds($1.length) }
    }
}
