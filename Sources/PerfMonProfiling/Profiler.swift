public import PerfMonModel
internal import PerfMonThreads
internal import Synchronization

/// Profiles any async code, without a server: where its wall time went, child tasks included.
///
/// ```swift
/// let recording = try await Profiler.record { try await importCatalogue() }
/// print(recording.profile.lanes.count, recording.value)
/// ```
public enum Profiler {
    /// What a recorded closure returned, and where its time went.
    public struct Recording<Value> {
        /// The closure's result.
        public let value: Value
        /// Its profile.
        public let profile: Profile
    }

    /// How to sample. One sampler serves the whole process: while a closure is recorded, the finest interval and the largest budget hold that
    /// any recording under way, or a monitor, asked for.
    public struct Options: Sendable {
        /// The time between two samples, from 100 µs to 10 s. Default: 10 ms.
        public var interval: Duration = .milliseconds(10)
        /// The largest share of one CPU that sampling may use, above 0 and at most 1. Default: 0.05.
        public var maximumOverhead = 0.05
        /// The longest stack that is kept, from 1 to 256 frames. Default: 256.
        public var maximumDepth = 256
        /// The Swift modules shown as the application's own; empty for those of the executable's package.
        public var applicationModules: [String] = []

        /// Creates the defaults.
        public init() {}
    }

    private struct Symbols {
        var modules: [String] = []
        var symbolizer = ProfileSymbolizer(applicationModules: [])
    }

    private static let symbols = Mutex(Symbols())

    /// Runs `body` in the calling task and samples it from its first moment.
    ///
    /// Waits for the profiler to be ready before, and for the profile to be made after; neither is part of the profile. Where the
    /// profiler cannot work, the profile holds the duration and says why.
    ///
    /// - Throws: What `body` throws; there is no profile then.
    public static func record<Value>(
        _ options: Options = Options(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async rethrows -> Recording<Value> {
        let recording = Sampler.shared.beginRecording(Sampler.Options(options))
        defer { Sampler.shared.endRecording(recording) }
        await Sampler.shared.waitUntilStarted()
        let start = Sampler.now()
        let request = Sampler.shared.begin(threshold: .zero, at: start)
        let value: Value
        do {
            value = if let request { try await RequestScope.run(request, isolation: isolation, body) } else { try await body() }
        } catch {
            if let request { Sampler.shared.end(request) }
            throw error
        }
        let end = Sampler.now()
        let wanted = request.flatMap { Sampler.shared.endSlow($0, at: end) ? $0 : nil }
        let duration = Duration.nanoseconds(Int64(clamping: end - start))
        let modules = options.applicationModules
        let profile = await withCheckedContinuation { continuation in
            let make: @Sendable () -> Void = {
                let profile = symbols.withLock { symbols in
                    if symbols.modules != modules {
                        symbols = Symbols(modules: modules, symbolizer: ProfileSymbolizer(applicationModules: modules))
                    }
                    return Sampler.shared.profile(of: wanted, duration: duration, symbolizer: &symbols.symbolizer)
                }
                continuation.resume(returning: profile)
            }
            // Waiting for the sampler and reading symbol tables blocks, which a thread of the pool must not do.
            if WorkerThread.start(name: "perfmon-profile", make) != 0 { make() }
        }
        return Recording(value: value, profile: profile)
    }
}

extension Profiler.Recording: Sendable where Value: Sendable {}

extension Sampler.Options {
    init(_ options: Profiler.Options) {
        self.init(interval: options.interval, maximumOverhead: options.maximumOverhead, maximumDepth: options.maximumDepth)
    }
}
