#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import PerfMonConfiguration

/// A file, so that bytes which are no text reach the checks, too.
private let path = "/tmp/perfmon-fuzzing-\(getpid()).yaml"

/// Any bytes give a plan or diagnostics that can be shown; `scripts/fuzz-configuration.sh` runs this.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfiguration(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let file = fopen(path, "w") else { return 1 }
    fwrite(start, 1, count, file)
    fclose(file)
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let environment = EnvironmentVariables(["NAME": "value", "PERF_THRESHOLD": text, "PERF__REPORTS__PATH": text])
    do {
        let plan = try MonitoringPlan.load(path: path, environment: .empty)
        precondition(!plan.hash.isEmpty)
        _ = plan.policy(method: "GET", path: text, host: text)
        for warning in plan.warnings { precondition(!warning.description.isEmpty) }
        _ = try? MonitoringPlan.load(path: path, environment: environment)
    } catch {
        precondition(!"\(error)".isEmpty)
    }
    return 0
}
