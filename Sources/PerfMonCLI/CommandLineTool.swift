#if CLI
internal import ArgumentParser
public import PerfMonConfiguration

/// The `perfmon` command.
public enum CommandLineTool {
    /// Runs the command that the arguments name, without the name of the program.
    public static func run(arguments: [String], terminal: Terminal, environment: EnvironmentVariables = .process) -> CommandStatus {
        do {
            var command = try RootCommand.parseAsRoot(arguments)
            guard let runnable = command as? any RunnableCommand else {
                // The others are about help and throw it.
                try command.run()
                return .success
            }
            return runnable.run(CommandContext(terminal: terminal, environment: environment))
        } catch {
            let message = RootCommand.fullMessage(for: error)
            let isRequested = RootCommand.exitCode(for: error) == .success
            (isRequested ? terminal.output : terminal.error)(message.isEmpty || message.hasSuffix("\n") ? message : message + "\n")
            return isRequested ? .success : .trouble
        }
    }
}

struct CommandContext {
    let terminal: Terminal
    let environment: EnvironmentVariables
}

/// A command that does something, instead of only naming others.
protocol RunnableCommand {
    func run(_ context: CommandContext) -> CommandStatus
}

struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perfmon",
        abstract: "Checks and creates configurations of perfmon, the performance monitor for Swift web servers.",
        discussion: """
            Exit status: 0 when all is well, 1 when a configuration is not valid, 2 for wrong usage or a file that \
            cannot be read or written.
            """,
        version: "perfmon 0.1.0",
        subcommands: [
            CheckCommand.self, ExplainCommand.self, ConfigCommand.self, PlanCommand.self, ExplainRouteCommand.self, DiffCommand.self,
            EnvCommand.self, InitCommand.self, SchemaCommand.self, LiveCommand.self, AlertsCommand.self, NotifyCommand.self,
            DoctorCommand.self, ReferenceCommand.self,
        ]
    )
}
#endif
