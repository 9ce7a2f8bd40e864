internal import CAllocationCounter
@_spi(Benchmarks) internal import PerfMonConfiguration

/// What each step of loading costs, relative to libyaml's bare events on the same bytes.
enum StepsBenchmark {
    static func run() {
        for sample in Samples.files {
            let bytes = Array(sample.yaml.utf8)
            var names: [String] = []
            var durations: [String: [Duration]] = [:]
            var allocations: [String: Int] = [:]
            var bare: [Duration] = []
            for _ in 0..<sample.runs {
                bare.append(Timing.once { LoadBenchmark.countEvents(bytes) })
                LoadingSteps.run(yaml: sample.yaml) { name, body in
                    if durations[name] == nil { names.append(name) }
                    let before = allocation_count()
                    durations[name, default: []].append(Timing.once(body))
                    allocations[name] = allocation_count() - before
                }
            }
            let unit = Timing(bare).median
            print("\nSteps of loading \(sample.name); 1.00 are libyaml's bare events, \(text(unit / .milliseconds(1), decimals: 3)) ms\n")
            print("| step | milliseconds, median (minimum) | relative to the events | allocations |")
            print("| --- | ---: | ---: | ---: |")
            for name in names {
                let timing = Timing(durations[name] ?? [])
                print("| \(name) | \(timing.milliseconds) | \(text(timing.median / unit)) | \(allocations[name] ?? 0) |")
            }
        }
    }
}
