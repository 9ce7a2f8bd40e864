#if CLI
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import PerfMonConfiguration
internal import PerfMonStore

/// Looks at the configuration and at the directory that it sends reports to.
struct ConfigurationExaminer {
    let path: String?
    let environment: EnvironmentVariables

    func examine() -> [Examination] {
        do {
            let plan = try MonitoringPlan.load(path: path, environment: environment)
            return [configuration(plan), profiling(plan), directory(plan)]
        } catch {
            let name = path ?? "the configuration"
            return [.problem("configuration", "\(name) cannot be used", remedy: "see `perfmon check\(path.map { " " + $0 } ?? "")`")]
        }
    }

    private func configuration(_ plan: MonitoringPlan) -> Examination {
        let source = plan.sourcePath ?? "no file, defaults and PERF_* variables"
        return plan.warnings.isEmpty
            ? .ok("configuration", source)
            : .warning("configuration", "\(source), warnings: \(plan.warnings.count)", remedy: "see `perfmon check`")
    }

    private func profiling(_ plan: MonitoringPlan) -> Examination {
        if !plan.isEnabled { return .warning("profiling", "monitoring is switched off", remedy: "unset PERF_ENABLED") }
        return plan.usesProfiler
            ? .ok("profiling", "on")
            : .warning("profiling", "off: reports hold durations only", remedy: "set `profiling.enabled: true`")
    }

    private func directory(_ plan: MonitoringPlan) -> Examination {
        let isMissing = access(plan.reports.path, F_OK) != 0
        do {
            let directory = try ReportDirectory(path: plan.reports.path, fileMode: plan.reports.fileMode)
            guard isMissing else { return .ok("reports", "\(directory.path) can be written to") }
            // The server makes it anew, as its own user, who may not be the one that asks the doctor.
            rmdir(directory.path)
            return .ok("reports", "\(directory.path) can be created")
        } catch {
            return .problem("reports", error.description, remedy: "change `reports.path`, or its permissions")
        }
    }
}
#endif
