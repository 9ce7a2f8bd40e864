import CPerfMonSampler
import PerfMonModel
@testable import PerfMonProfiling
import Testing

#if os(Linux)
/// From sampled addresses to what a profile says of the files they come from.
@Suite struct ProfileGapsTests {
    private static func profile(_ images: [LoadedImage], addresses: [UInt64]) throws -> Profile {
        let table = ActiveRequests(capacity: 1)
        let request = try #require(table.begin(task: 16, at: 1000, armingAge: 0))
        var trace = RequestTrace(request: request, interval: 10, samplerCPU: 0)
        _ = trace.addLane(task: 16, id: 1, parent: nil, kind: .request, now: 1000)
        trace.use(images, version: 1)
        let frames = addresses.map { perfmon_frame(address: $0, location: 0, kind: UInt32(perfmon_frame_exact)) }
        frames.withUnsafeBufferPointer { trace.record(lane: 0, at: 1010, stack: $0, state: .running, wait: .none) }
        let symbolizer = ProfileSymbolizer(applicationModules: [])
        var builder = ProfileBuilder(trace, duration: .nanoseconds(10), symbolizer: symbolizer)
        return builder.build(SamplerSummary(level: .full, interval: .nanoseconds(10)))
    }

    @Test func `only images whose frames occur have gaps`() throws {
        try Program.withCopy { copy in
            try copy.run("strip", "--strip-all", "shop")
            let places = try Program.places.get().map(\.address)
            let bias: UInt64 = 0x5000_0000_0000
            let images = [
                LoadedImage(path: copy.path, loadBias: bias, textStart: bias, textEnd: bias + 0x100_0000),
                LoadedImage(path: "/nowhere/liba.so", loadBias: 0, textStart: bias + 0x100_0000, textEnd: bias + 0x200_0000),
                LoadedImage(path: "linux-vdso.so.1", loadBias: 0, textStart: bias + 0x200_0000, textEnd: bias + 0x300_0000),
            ]
            let stripped = SymbolGap(image: "shop", isExecutable: false, missing: .names, cause: .stripped, debugFile: "shop.debug")
            let profile = try Self.profile(images, addresses: places.map { $0 + bias })
            #expect(profile.symbolGaps == [stripped])
            #expect(profile.frames.count > 2)
            let others = try Self.profile(images, addresses: [bias + 0x200_0010, bias + 0x100_0010])
            #expect(others.symbolGaps.map(\.image) == ["liba.so"] && others.symbolGaps.map(\.cause) == [.unreadable])
        }
    }

    @Test func `a program with all it needs has none`() throws {
        let image = try #require(OwnProcess.executable)
        let functions = OwnProcess.functions { $0.contains("PerfMonProfilingTests") && $0.hasSuffix("F") }.prefix(200)
        let profile = try Self.profile([image], addresses: functions.map { $0.address + image.loadBias })
        #expect(profile.frames.count > 50)
        #expect(profile.symbolGaps.isEmpty)
    }
}
#endif
