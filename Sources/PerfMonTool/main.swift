#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import PerfMonCLI

let terminal = Terminal(
    output: { text in FileDescriptorOutput(STDOUT_FILENO).write(text) },
    error: { text in FileDescriptorOutput(STDERR_FILENO).write(text) },
    showsColors: isatty(STDOUT_FILENO) == 1
)
exit(CommandLineTool.run(arguments: Array(CommandLine.arguments.dropFirst()), terminal: terminal).rawValue)
