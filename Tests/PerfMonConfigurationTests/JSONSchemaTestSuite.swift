import Foundation
import Testing

@testable import PerfMonConfiguration

private let testFolder = ProcessInfo.processInfo.environment["JSON_SCHEMA_TESTS"].map { URL(fileURLWithPath: $0) }

/// The official tests of JSON Schema 2020-12, for the keywords that the interpreter supports.
/// `scripts/json-schema-tests.sh` fetches them and runs this suite; without them it is skipped.
@Suite(.enabled(if: testFolder != nil)) struct JSONSchemaTestSuite {
    static let files = [
        "additionalProperties", "allOf", "anyOf", "boolean_schema", "const", "default", "enum", "exclusiveMaximum", "exclusiveMinimum",
        "if-then-else", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
        "multipleOf", "not", "oneOf", "pattern", "patternProperties", "prefixItems", "properties", "propertyNames", "ref", "required",
        "type", "uniqueItems",
    ]

    struct Group: Decodable {
        struct Case: Decodable {
            var description: String
            var data: JSON
            var valid: Bool
        }

        var description: String
        var schema: JSON
        var tests: [Case]
    }

    /// A value of JSON, made into a node as the YAML parser would.
    enum JSON: Decodable {
        case scalar(text: String, value: Scalar.Value)
        case array([JSON])
        case object([String: JSON])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .scalar(text: "null", value: .null)
            } else if let value = try? container.decode(Bool.self) {
                self = .scalar(text: String(value), value: .boolean(value))
            } else if let value = try? container.decode(Int.self) {
                self = .scalar(text: String(value), value: .integer(value))
            } else if let value = try? container.decode(Double.self) {
                self = .scalar(text: String(value), value: .number(value))
            } else if let value = try? container.decode(String.self) {
                self = .scalar(text: value, value: .text)
            } else if let value = try? container.decode([JSON].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: JSON].self))
            }
        }

        var node: Node {
            switch self {
            case .scalar(let text, let value): Node(content: .scalar(Scalar(text: text, value: value, isPlain: false)), range: 0..<0)
            case .array(let items): Node(content: .sequence(items.map(\.node)), range: 0..<0)
            case .object(let entries):
                Node(content: .mapping(entries.map { Entry(key: .init(text: $0, range: 0..<0), value: $1.node) }), range: 0..<0)
            }
        }

        /// Whether this schema needs a keyword beyond the supported ones, or a reference to another file.
        var isForeign: Bool {
            switch self {
            case .scalar: false
            case .array(let items): items.contains(where: \.isForeign)
            case .object(let entries):
                entries.contains { key, value in
                    switch (key, value) {
                    case ("$ref", .scalar(let text, _)): !text.hasPrefix("#/") && text != "#"
                    case ("$id", .scalar), ("$anchor", .scalar), ("$dynamicRef", .scalar), ("unevaluatedProperties", _): true
                    default: value.isForeign
                    }
                }
            }
        }
    }

    @Test(arguments: files)
    func passes(name: String) throws {
        let file = try #require(testFolder).appendingPathComponent("\(name).json")
        let groups = try JSONDecoder().decode([Group].self, from: Data(contentsOf: file)).filter { !$0.schema.isForeign }
        #expect(!groups.isEmpty)
        for group in groups {
            let schema = JSONSchema(root: group.schema.node)
            for test in group.tests {
                var validator = SchemaValidator(source: SourceFile(name: name, bytes: []), nullIsAbsent: false)
                validator.validate(test.data.node, schema, at: "value")
                let isValid = !validator.diagnostics.contains { $0.severity == .error }
                #expect(isValid == test.valid, "\(name): \(group.description): \(test.description)")
            }
        }
        print("JSON Schema: \(name): \(groups.reduce(0) { $0 + $1.tests.count }) tests")
    }
}
