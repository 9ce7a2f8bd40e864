#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon init`
struct InitCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a commented configuration to start from.",
        discussion: "The file is valid as it is; everything that is not set has a default. An existing file is kept."
    )

    @Argument(help: ArgumentHelp("The file to write.", valueName: "path"))
    var path = "perfmon.yaml"

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    @Flag(help: "Write every key there is, with its meaning and default.")
    var full = false

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            try FileAccess.write(full ? StarterTemplate.text : StarterFile.text, to: path, overwrite: force)
        } catch {
            let help = error.isExisting ? "; --force overwrites it" : ""
            context.terminal.error("perfmon: cannot write `\(path)`: \(error.description)\(help)\n")
            return .trouble
        }
        context.terminal.output("wrote \(path); check it with `perfmon check\(path == "perfmon.yaml" ? "" : " \(path)")`\n")
        return .success
    }
}
#endif
