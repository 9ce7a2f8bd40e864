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

    @Argument(help: ArgumentHelp("The file to write; `-` for standard output.", valueName: "path"))
    var path = "perfmon.yaml"

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    @Flag(exclusivity: .exclusive, help: "How much the file explains. Full: every key there is, each type of notifier and each stage.")
    var extent = Extent.minimal

    enum Extent: String, EnumerableFlag {
        case minimal, full
    }

    func run(_ context: CommandContext) -> CommandStatus {
        let text = extent == .full ? StarterTemplate.text : StarterFile.text
        if path == "-" {
            context.terminal.output(text)
            return .success
        }
        do {
            try FileAccess.write(text, to: path, overwrite: force)
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
