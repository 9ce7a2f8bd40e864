#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon config`
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows which values count in the end.", subcommands: [Show.self])

    struct Show: ParsableCommand, RunnableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints every value: of the defaults, the file, and the variables of this shell.",
            discussion: "Instead of a secret, the first eight digits of its SHA-256 are shown, so that two can be compared.")

        @OptionGroup var file: FileOption

        @Flag(help: "Say where each value comes from, and what it overrides.")
        var origin = false

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case text, yaml, json
        }

        @Option(help: "text (a line for each key), yaml or json.")
        var format = Format.text

        @Argument(help: "Only the keys below this one, such as alerts or routes[0].")
        var key: String?

        func run(_ context: CommandContext) -> CommandStatus {
            let (plan, effective): (MonitoringPlan, EffectiveConfiguration)
            do {
                (plan, effective) = try file.load(context)
            } catch {
                return error.status
            }
            let leaves = effective.leaves.filter { leaf in
                guard let key else { return true }
                let path = leaf.path.description
                return path == key || path.hasPrefix(key + ".") || path.hasPrefix(key + "[")
            }
            if leaves.isEmpty, let key {
                context.terminal.error("perfmon: there is no key `\(key)`\n")
                return .trouble
            }
            if !plan.isEnabled {
                context.terminal.error("perfmon: PERF_ENABLED switches monitoring off: these values have no effect\n")
            }
            context.terminal.output(text(leaves))
            return .success
        }

        private func text(_ leaves: [EffectiveConfiguration.Leaf]) -> String {
            switch format {
            case .yaml: EffectiveConfiguration.yaml(leaves, origins: origin)
            case .json: EffectiveConfiguration.json(leaves, origins: origin)
            case .text:
                leaves.map { leaf in
                    let value = "\(leaf.path): \(leaf.layers[0].text)"
                    return value + (origin ? leaf.originComment(behind: value.count) : "") + "\n"
                }.joined()
            }
        }
    }
}
#endif
