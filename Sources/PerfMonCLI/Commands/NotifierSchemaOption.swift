#if CLI
internal import ArgumentParser
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration

/// The option `--notifier-schema`: types of notifiers that the application brings along.
struct NotifierSchemaOptions: ParsableArguments {
    @Option(
        name: .customLong("notifier-schema"),
        help: ArgumentHelp(
            "Accept this type of the application's own notifiers, with the JSON Schema of its keys. Repeatable.", valueName: "type=file"))
    var files: [String] = []

    /// Wrong usage, so it is said before anything is done.
    func validate() throws {
        do {
            _ = try schema()
        } catch let error as ValidationError {
            throw error
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Does something while these types are known.
    func apply<Value>(_ body: () throws -> Value) rethrows -> Value {
        try ConfigurationSchema.$current.withValue((try? schema()) ?? .current, operation: body)
    }

    private func schema() throws -> ConfigurationSchema {
        var schemas: [String: String] = [:]
        for option in files {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--notifier-schema needs a type and a file, such as sms=sms.schema.json")
            }
            do {
                schemas[parts[0]] = try String(contentsOfFile: parts[1], encoding: .utf8)
            } catch {
                throw ValidationError("\(parts[1]) cannot be read; name a file with the JSON Schema of the type `\(parts[0])`")
            }
        }
        return try .including(notifiers: schemas)
    }
}
#endif
