#if !CLI
public import PerfMonConfiguration

/// The `perfmon` command, which was left out of this build.
public enum CommandLineTool {
    /// Says how to get the command.
    public static func run(arguments: [String], terminal: Terminal, environment: EnvironmentVariables = .process) -> CommandStatus {
        terminal.error("perfmon: this build has no commands; enable the package trait `CLI` (swift build --traits CLI)\n")
        return .trouble
    }
}
#endif
