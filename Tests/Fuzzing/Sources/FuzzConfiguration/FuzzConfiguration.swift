internal import PerfMonConfiguration

/// Any bytes give a plan or diagnostics that can be shown; `scripts/fuzz-configuration.sh` runs this.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfiguration(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let yaml = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let environment = EnvironmentVariables(["NAME": "value", "PERF_THRESHOLD": yaml, "PERF__REPORTS__PATH": yaml])
    do {
        let plan = try MonitoringPlan.load(yaml: yaml)
        _ = plan.policy(method: "GET", path: yaml, host: yaml)
        _ = try? MonitoringPlan.load(yaml: yaml, environment: environment)
    } catch {
        precondition(!"\(error)".isEmpty)
    }
    return 0
}
