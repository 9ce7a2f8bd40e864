import PerfMonProfiling
import Testing

/// What a caller may ask for, and what the sampler makes of it.
@Suite struct SamplerOptionsTests {
    @Test(arguments: [(Int.min, 1), (-1, 1), (0, 1), (1, 1), (256, 256), (257, 256), (.max, 256)])
    func keepsStacksThatThereIsRoomFor(_ asked: Int, _ kept: Int) {
        #expect(Sampler.Options(maximumDepth: asked).maximumDepth == kept)
    }

    @Test(arguments: [-1, 0, Double.nan, Double.infinity, -Double.infinity, 2])
    func usesAShareOfTheTime(_ asked: Double) {
        #expect((0.0001...1).contains(Sampler.Options(maximumOverhead: asked).maximumOverhead))
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .seconds(Int64.max), .nanoseconds(1)])
    func looksAtSensibleTimes(_ asked: Duration) {
        #expect((.microseconds(100)...(.seconds(10))).contains(Sampler.Options(interval: asked).interval))
    }
}
