#if CLI
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The option `--notifier-schema`: types of notifiers that the application brings along.
enum NotifierSchemaOption {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the files of `type=file`.
    static func read(_ options: [String]) throws -> [String: String] {
        var schemas: [String: String] = [:]
        for option in options {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Failure(description: "--notifier-schema needs a type and a file, such as sms=sms.schema.json")
            }
            do {
                schemas[parts[0]] = try String(contentsOfFile: parts[1], encoding: .utf8)
            } catch {
                throw Failure(description: "\(parts[1]) cannot be read; name a file with the JSON Schema of the type `\(parts[0])`")
            }
        }
        return schemas
    }
}
#endif
