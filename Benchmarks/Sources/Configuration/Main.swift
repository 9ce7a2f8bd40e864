/// Measures loading of configurations, its steps, look-ups of policies, and hostile files. Names of parts run these only.
@main struct Main {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "hostile-file" { return HostileBenchmark.load(arguments.last.flatMap { Int($0) } ?? 0) }
        let runs = { part in arguments.isEmpty || arguments.contains(part) }
        if runs("load") { try LoadBenchmark.run() }
        if runs("steps") { StepsBenchmark.run() }
        if runs("lookup") { try LookupBenchmark.run() }
        if runs("hostile") { HostileBenchmark.run() }
    }
}
