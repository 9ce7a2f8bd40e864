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
}
