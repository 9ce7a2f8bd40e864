import Testing

@testable import PerfMonProfiling

struct OptionsInForceTests {
    private static let fine = Sampler.Options(interval: .milliseconds(1), maximumOverhead: 0.5, maximumDepth: 64)
    private static let usual = Sampler.Options(interval: .milliseconds(10), maximumOverhead: 0.02, maximumDepth: 128)

    @Test func aRecordingChangesOptionsUntilItEnds() {
        var inForce = OptionsInForce()
        inForce.add(Self.usual)
        let recording = inForce.begin(Self.fine)
        #expect(inForce.options == Sampler.Options(interval: .milliseconds(1), maximumOverhead: 0.5, maximumDepth: 128))
        inForce.end(recording)
        #expect(inForce.options == Self.usual)
        inForce.end(recording)
        #expect(inForce.options == Self.usual)
    }

    @Test func recordingsAtTheSameTimeShareTheFinest() {
        var inForce = OptionsInForce()
        let first = inForce.begin(Self.usual), second = inForce.begin(Self.fine)
        #expect(inForce.options.interval == .milliseconds(1))
        inForce.end(second)
        #expect(inForce.options == Self.usual)
        inForce.end(first)
        #expect(inForce.options == Sampler.Options())
    }

    @Test func monitorsStay() {
        var inForce = OptionsInForce()
        inForce.add(Self.usual)
        inForce.add(Self.fine)
        inForce.end(inForce.begin(Self.usual))
        #expect(inForce.options.interval == .milliseconds(1) && inForce.options.maximumDepth == 128)
    }
}
