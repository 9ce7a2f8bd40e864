internal import CAllocationCounter
internal import CYAML
internal import PerfMonConfiguration

/// Reading, checking and compiling a configuration, against libyaml's bare events on the same bytes.
enum LoadBenchmark {
    static func run() throws {
        print("Loading, in milliseconds of CPU time: median (minimum). The events are libyaml's, on the same bytes, in turns.\n")
        print("| file | bytes | events | perfmon | ratio | allocations of the events | of perfmon |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for sample in Samples.files {
            let bytes = Array(sample.yaml.utf8)
            let times = try Timing.inTurns(
                sample.runs, { countEvents(bytes) }, { _ = try MonitoringPlan.load(yaml: sample.yaml) })
            let allocations = try (
                Allocations.during { countEvents(bytes) }, Allocations.during { _ = try MonitoringPlan.load(yaml: sample.yaml) }
            )
            print(
                """
                | \(sample.name) | \(bytes.count) | \(times.first.milliseconds) | \(times.second.milliseconds) | \
                \(text(times.second.median / times.first.median)) | \(allocations.0) | \(allocations.1) |
                """)
        }
    }

    static func countEvents(_ bytes: [UInt8]) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return }
        defer { yaml_parser_delete(&parser) }
        bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return }
                let isEnd = event.type == YAML_STREAM_END_EVENT
                yaml_event_delete(&event)
                if isEnd { return }
            }
        }
    }
}
