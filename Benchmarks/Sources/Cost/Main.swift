internal import Foundation

/// What monitoring costs: throughput, CPU, interrupted system calls, time until the report.
@main
struct Main {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["handler"] { return await HandlerTime.measure(seconds: 5) }
        if arguments == ["cold"] { return await ReportDelay.printOne() }
        if arguments == ["symbols"] { return await SymbolCost.printOwn() }
        if arguments.first == "symbols" { return try SymbolCost.measure(executables: Array(arguments.dropFirst()), processes: 5) }
        guard arguments.count <= 1, let rounds = Int(arguments.first ?? "8"), rounds > 0 else {
            print("usage: Cost [ROUNDS] | handler | symbols [EXECUTABLE...]")
            exit(2)
        }
        try ReportDelay.cold(processes: 5)
        try RequestCost.measure(rounds: rounds * 4)
        try await Interruptions.measure(seconds: 5)
        try await Throughput.measure(rounds: rounds)
        await ReportDelay.warm(requests: 20)
        // Last, because they lift the sampler's budget for the whole process.
        await HandlerTime.measure(seconds: 5)
        await SuspendedTasks.measure()
    }
}
