// Runs one scenario, named by the first argument, in this process. For tests only.
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

#if os(Linux)
let kinds = [Scenario.process, Scenario.kernel, Scenario.signals, Scenario.threads, Scenario.memory]
let scenarios = [.mutations, .report, .busyExecutor, .cancelledTasks, .unknownTasks] + kinds.flatMap(\.self)
#else
let scenarios: [Scenario] = [.mutations, .report, .busyExecutor, .cancelledTasks, .unknownTasks]
#endif

let arguments = CommandLine.arguments
guard arguments.count > 1, let scenario = scenarios.first(where: { $0.name == arguments[1] }) else {
    say("scenarios: \(scenarios.map(\.name).joined(separator: " "))")
    exit(2)
}
do {
    try scenario.run()
} catch {
    say("fault: \(error)")
    exit(1)
}
