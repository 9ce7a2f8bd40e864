#if CLI
internal import ArgumentParser
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore

/// `perfmon live`
struct LiveCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live",
        abstract: "Shows what a running server is doing right now, without stopping it.",
        discussion: """
            Lists the monitored requests in flight, the oldest first, with what each is doing at this moment. The server must run as \
            the same user, and its reports directory must be the one named here.
            """
    )

    @Argument(help: "The server's process. Needed only when several servers share the reports directory.")
    var process: Int?

    @OptionGroup var reports: ReportsOption

    @Flag(help: "Show the child tasks of each request, too.")
    var tasks = false

    @Flag(help: "Print JSON.")
    var json = false

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            let directory = try reports.directory(context)
            let answer = try LocalSocket.ask(LocalSocket.path(in: directory, process: choose(in: directory)))
            let snapshot = try JSONDecoder().decode(LiveSnapshot.self, from: Data(answer))
            if json { context.terminal.output(String(decoding: answer, as: UTF8.self) + "\n") }
            if let failure = snapshot.failure { throw LiveFailure(message: "process \(snapshot.processID): \(failure)") }
            if !json { context.terminal.output(LiveListing(snapshot: snapshot, showsTasks: tasks).text) }
            return .success
        } catch let error as UnusableConfiguration {
            return error.status
        } catch {
            context.terminal.error("\(error)\n")
            return .trouble
        }
    }

    private func choose(in directory: String) throws -> Int {
        if let process { return process }
        let found = LocalSocket.processes(in: directory)
        guard let first = found.first else { throw LiveFailure(message: "no server with perfmon writes its reports to \(directory)") }
        guard found.count == 1 else {
            let list = found.map(String.init).joined(separator: ", ")
            throw LiveFailure(message: "several servers write their reports to \(directory); name one of the processes: \(list)")
        }
        return first
    }
}

struct LiveFailure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}

/// A snapshot as text for a person.
struct LiveListing {
    let snapshot: LiveSnapshot
    let showsTasks: Bool

    var text: String {
        let count = snapshot.requests.count
        let head =
            "\(snapshot.service), process \(snapshot.processID): \(count) \(count == 1 ? "request" : "requests") in flight\n"
            + (snapshot.level == "timingsOnly" ? "the profiler is limited to timings here: perfmon doctor says why\n" : "")
        return snapshot.requests.reduce(head) { $0 + "\n" + describe($1) }
    }

    private func describe(_ request: LiveSnapshot.Request) -> String {
        let isSlow = request.ageMilliseconds > request.thresholdMilliseconds
        var text = "\(seconds(request.ageMilliseconds))  \(request.method) \(printable(request.path))\(isSlow ? "  slow" : "")\n"
        for task in request.tasks where showsTasks || task.parent == nil { text += describe(task) }
        if let discards = request.discards, discards.total > 0 { text += "  looks that came to nothing: \(discards)\n" }
        return text
    }

    private func describe(_ task: LiveSnapshot.Task) -> String {
        let name = task.parent.map { "task \(task.lane) of \($0)" } ?? "request"
        let reason = task.reason.map { " (\($0))" } ?? ""
        var text = "  \(name): \(task.state)\(reason) for \(seconds(task.sinceMilliseconds))\n"
        // What runs innermost stands first, as in a debugger; what called the application is of no interest here.
        let outermost = task.stack.firstIndex { $0.isApplication } ?? task.stack.startIndex
        for function in task.stack[outermost...].reversed() {
            let place = SourceLocation(file: function.file, line: function.line).map { "  \($0)" } ?? ""
            text += "    \(printable(function.name + place))\n"
        }
        return text
    }

    private func seconds(_ milliseconds: Int) -> String {
        milliseconds < 1000 ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }

    /// A path is what a client sent: it must not drive the terminal.
    private func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }
}
#endif
