internal import CYAML
internal import PerfMonConfiguration

/// Reading, checking and compiling a configuration, against libyaml's bare events on the same bytes.
enum LoadBenchmark {
    static func run() throws {
        print("load            bytes     events   perfmon    ratio   (milliseconds, medians)")
        let samples = [
            ("60 lines", Samples.sixtyLines, 101), ("1,000 routes", Samples.routes(1000), 21), ("10,000 routes", Samples.routes(10_000), 5),
        ]
        for (name, yaml, runs) in samples {
            let bytes = Array(yaml.utf8)
            let events = median(of: runs) { countEvents(bytes) }
            let load = try median(of: runs) { _ = try MonitoringPlan.load(yaml: yaml) }
            let label = name + String(repeating: " ", count: 14 - name.count)
            print(
                "\(label)\(column(Double(bytes.count), decimals: 1)) \(column(events / .milliseconds(1))) \(column(load / .milliseconds(1))) \(column(load / events))"
            )
        }
    }

    @discardableResult
    private static func countEvents(_ bytes: [UInt8]) -> Int {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return 0 }
        defer { yaml_parser_delete(&parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var count = 0
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return count }
                count += 1
                let isEnd = event.type == YAML_STREAM_END_EVENT
                yaml_event_delete(&event)
                if isEnd { return count }
            }
        }
    }
}
