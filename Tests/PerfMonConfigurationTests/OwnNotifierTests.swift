import PerfMonConfiguration
import Testing

@Suite("A notifier of the application's own")
struct OwnNotifierTests {
    private let schema = """
        {"required": ["number", "key"], "properties": {
            "number": {"title": "Number", "type": "string", "pattern": "^[+][0-9]+$"},
            "key": {"title": "Key", "type": "string", "x-perfmon-secret": true},
            "retries": {"title": "Retries", "type": "integer", "default": 2}}}
        """

    private func load(_ keys: String, _ schemas: [String: String]) throws -> MonitoringPlan {
        try MonitoringPlan.load(
            yaml: """
                version: 1
                service: { name: shop }
                notifiers: { on-call: { type: sms, \(keys) } }
                pipelines: { default: [{ deliver: { to: [on-call] } }] }
                """, notifierSchemas: schemas)
    }

    @Test("has the keys of its schema, and those of all notifiers")
    func keys() throws {
        let notifier = try #require(try load("number: \"+49123\", key: abc, timeout: 5s", ["sms": schema]).notifiers.first)
        #expect(notifier.text("number") == "+49123")
        #expect(notifier.secret("key")?.reveal() == "abc")
        #expect(notifier.integer("retries") == 2)
        #expect(notifier.timeout == .seconds(5))
    }

    @Test(
        "is checked by its schema",
        arguments: ["number: \"+49123\"", "number: 49, key: abc", "number: \"+49123\", key: abc, numbr: x", "number: abc, key: abc"])
    func invalid(keys: String) {
        #expect(throws: ConfigurationError.self) { try load(keys, ["sms": schema]) }
    }

    @Test("is unknown without its schema")
    func unknown() {
        #expect(throws: ConfigurationError.self) { try load("number: \"+49123\", key: abc", [:]) }
    }

    @Test("needs a schema that is one", arguments: [("sms", "["), ("sms", "[]"), ("SMS", "{}"), ("a\"b", "{}")])
    func badSchema(type: String, schema: String) {
        #expect(throws: NotifierSchemaError.self) { try load("number: x", [type: schema]) }
    }

    @Test(
        "is told what is wrong with its schema",
        arguments: [
            (#"{"propertys": {}}"#, "`propertys`"), (#"{"type": "array"}"#, "no object"), (#"{"properties": []}"#, "no object"),
            (#"{"required": ["a"]}"#, "`a`, which it does not define"), (#"{"required": "a"}"#, "no list"),
            (#"{"properties": {"a": "string"}}"#, "`a`: it is no object"), (#"{"properties": {"a": {}}}"#, "no type"),
            (#"{"properties": {"a": {"type": "strin"}}}"#, "`strin` cannot"),
            (#"{"properties": {"a": {"type": "number"}}}"#, "`number` cannot"),
            (#"{"properties": {"a": {"type": "object"}}}"#, "`object` cannot"),
            (#"{"properties": {"a": {"type": "array", "items": {"type": "integer"}}}}"#, "the items of a list"),
            (#"{"properties": {"a": {"type": "string", "patern": "x"}}}"#, "did you mean `pattern`?"),
            (#"{"properties": {"timeout": {"type": "string"}}}"#, "`timeout`, which every notifier has"),
        ])
    func mistakes(schema: String, text: String) throws {
        let error = #expect(throws: NotifierSchemaError.self) { try load("number: x", ["sms": schema]) }
        #expect(error.map { "\($0)".contains(text) } == true, "\(String(describing: error))")
    }

    @Test("can hold texts, numbers, booleans, lists of texts and secrets")
    func values() throws {
        let schema = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                "a": {"type": "string", "enum": ["x", "y"]}, "b": {"type": "integer"}, "c": {"type": "boolean"},
                "d": {"type": "array", "items": {"type": "string"}}, "e": {"$ref": "#/$defs/Secret"}}, "required": ["a"]}
            """
        let notifier = try #require(try load("a: x, b: 7, c: true, d: [p, q], e: hidden", ["sms": schema]).notifiers.first)
        #expect(notifier.text("a") == "x")
        #expect(notifier.integer("b") == 7)
        #expect(notifier.boolean("c") == true)
        #expect(notifier.texts("d") == ["p", "q"])
        #expect(notifier.secret("e")?.reveal() == "hidden")
        let made = NotifierSettings(
            name: "on-call", type: "sms", values: ["a": "x", "b": 7, "c": true, "d": ["p", "q"], "e": .secret(Secret("hidden"))])
        #expect(made == notifier)
    }
}
