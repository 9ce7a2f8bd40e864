#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Something that is done to a process of its own, because it cannot be undone.
struct Scenario: Sendable {
    let name: String
    /// Runs on a plain thread, and may block it. What it prints is for the test to compare.
    let run: @Sendable () throws -> Void
}

/// What went wrong in a scenario.
struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Prints a line at once: the process may be about to die.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
