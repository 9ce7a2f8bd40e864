#if CLI
internal import ArgumentParser
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import PerfMonReporting
internal import PerfMonStore

/// `perfmon alerts`
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Lists what was alerted and what is held back, or lets an alert come again.",
        subcommands: [AlertsListCommand.self, AlertsResetCommand.self],
        defaultSubcommand: AlertsListCommand.self
    )
}

struct AlertStoreOptions: ParsableArguments {
    @OptionGroup var reports: ReportsOption

    /// Does something with the store; `nil` when there is none yet.
    func withStore<Value>(_ context: CommandContext, _ body: (SQLiteAlertStore) throws -> Value) throws -> Value? {
        let directory = try reports.directory(context)
        let terminal = context.terminal
        let file = AlertFile(directory: Self.resolved(directory)) { terminal.error("\($0)\n") }
        guard file.exists else {
            terminal.error("there are no alerts in \(directory): nothing was alerted yet, or alerts.store is `memory`\n")
            return nil
        }
        return try body(SQLiteAlertStore(file: file, limit: .max))
    }

    /// Without links: the store follows none, and the server has its directory without them, too.
    private static func resolved(_ directory: String) -> String {
        guard let path = realpath(directory, nil) else { return directory }
        defer { free(path) }
        return String(cString: path)
    }
}

/// `perfmon alerts list`
struct AlertsListCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists fingerprints, the last seen first.")

    @OptionGroup var store: AlertStoreOptions
    @Option(help: "How many to list.")
    var limit = 50

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            let records = try store.withStore(context) { try $0.records(atMost: max(0, limit)) } ?? []
            if !records.isEmpty { context.terminal.output(AlertListing(records: records, now: Date()).text) }
            return .success
        } catch let error as UnusableConfiguration {
            return error.status
        } catch {
            context.terminal.error("\(error)\n")
            return .trouble
        }
    }
}

/// `perfmon alerts reset`
struct AlertsResetCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Forgets a fingerprint: the next slow request with it is alerted.")

    @OptionGroup var store: AlertStoreOptions
    @Argument(help: "The fingerprint, twelve hexadecimal digits, as `perfmon alerts` lists it.")
    var fingerprint: String

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            guard try store.withStore(context, { try $0.reset(fingerprint.lowercased()) }) == true else {
                context.terminal.error("there is no alert with the fingerprint \(fingerprint); `perfmon alerts` lists them\n")
                return .trouble
            }
            context.terminal.output("forgotten: the next slow request like this is alerted\n")
            return .success
        } catch let error as UnusableConfiguration {
            return error.status
        } catch {
            context.terminal.error("\(error)\n")
            return .trouble
        }
    }
}

/// Alerts as text for a person.
struct AlertListing {
    let records: [AlertRecord]
    let now: Date

    var text: String {
        records.map { record in
            """
            \(record.fingerprint.id)  \(printable(record.fingerprint.text))
              seen \(record.count) times, last \(ago(record.lastSeen)); slowest \(seconds(record.worst))
              \(state(of: record)); \(record.suppressed) held back since the last alert

            """
        }.joined(separator: "\n")
    }

    private func state(of record: AlertRecord) -> String {
        let alert = record.lastDelivered.map { "alerted \(ago($0))" } ?? "never alerted"
        guard let end = record.heldUntil, end > now else { return "\(alert), the next one is sent" }
        let time = interval(end.timeIntervalSince(now))
        return switch record.hold {
        case .claimed: "\(alert), an alert is on its way (for up to \(time))"
        case .failed: "\(alert), \(record.failures) deliveries failed, the next try is in \(time)"
        default: "\(alert), held back for \(time)"
        }
    }

    private func ago(_ date: Date) -> String { "\(interval(max(0, now.timeIntervalSince(date)))) ago" }

    private func interval(_ seconds: TimeInterval) -> String {
        let seconds = Int(min(seconds, 1e9))
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    private func seconds(_ duration: Duration) -> String {
        let milliseconds = Int(duration / .milliseconds(1))
        return "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst()) s"
    }

    /// A path is what a client sent: it must not drive the terminal, or look like another one.
    private func printable(_ text: String) -> String { VisibleText(text).text }
}
#endif
