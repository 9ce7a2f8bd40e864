/// Work of a fixed size, so that whoever slows it down is seen.
enum Computation {
    private static let sink = Counter()
    private static let iterations = calibrate()

    /// As much as an undisturbed CPU of this machine does in 100 µs.
    @inline(never) static func hundredMicroseconds() { sink.add(generate(iterations)) }

    private static func calibrate() -> Int {
        let sample = 100_000
        let times = (0..<50).map { _ in
            let start = ContinuousClock.now
            sink.add(generate(sample))
            return (ContinuousClock.now - start).seconds
        }
        return Int(Double(sample) * 100e-6 / (times.min() ?? 100e-6))
    }

    @inline(never) private static func generate(_ count: Int) -> Int {
        var value = UInt64(bitPattern: Int64(sink.value)) | 1
        for _ in 0..<count {
            value ^= value << 13
            value ^= value >> 7
            value ^= value << 17
        }
        return Int(truncatingIfNeeded: value & 1)
    }
}
