internal import Hummingbird

struct SalesReport: ResponseCodable {
    var year: Int
    var score: UInt64

    static func build(year: Int) async -> SalesReport {
        summarize(year: year)
    }

    // `@inline(never)`: the optimizer would fold both functions into `build(year:)`, and no profiler of machine code
    // could name them. Real work is rarely small enough for that.
    @inline(never)
    private static func summarize(year: Int) -> SalesReport {
        SalesReport(year: year, score: score(year: year, for: .milliseconds(800)))
    }

    /// Computes for as long as it is told, so that the demo takes the same time on every machine.
    @inline(never)
    private static func score(year: Int, for duration: Duration) -> UInt64 {
        let end = ContinuousClock.now + duration
        var score = UInt64(bitPattern: Int64(year))
        var sales: UInt64 = 0
        repeat {
            sales += 1
            score = (score ^ sales) &* 0x100_0000_01b3
        } while sales % 100_000 != 0 || ContinuousClock.now < end
        return score
    }
}
