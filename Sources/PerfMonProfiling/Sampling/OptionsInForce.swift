/// How the one sampler runs that several callers share: so that the one which wants to see most sees it.
struct OptionsInForce: Sendable {
    private var monitors: Sampler.Options?
    private var recordings: [Int: Sampler.Options] = [:]
    private var lastRecording = 0
    /// What all of them want together.
    private(set) var options = Sampler.Options()

    /// Takes in what a monitor wants, for the life of the process.
    mutating func add(_ options: Sampler.Options) {
        monitors = monitors.map { $0.combined(with: options) } ?? options
        update()
    }

    /// Takes in what a recording wants, until it ends. Returns its number.
    mutating func begin(_ options: Sampler.Options) -> Int {
        lastRecording += 1
        recordings[lastRecording] = options
        update()
        return lastRecording
    }

    mutating func end(_ recording: Int) {
        recordings[recording] = nil
        update()
    }

    private mutating func update() {
        let wishes = recordings.values + [monitors].compactMap(\.self)
        guard let first = wishes.first else { return options = Sampler.Options() }
        options = wishes.dropFirst().reduce(first) { $0.combined(with: $1) }
    }
}

extension Sampler.Options {
    /// The finer interval, the larger budget and the longer stacks of both, and the signal of the first that names one.
    func combined(with other: Sampler.Options) -> Sampler.Options {
        Sampler.Options(
            interval: min(interval, other.interval),
            maximumOverhead: max(maximumOverhead, other.maximumOverhead),
            maximumDepth: max(maximumDepth, other.maximumDepth),
            signal: signal == .automatic ? other.signal : signal
        )
    }
}
