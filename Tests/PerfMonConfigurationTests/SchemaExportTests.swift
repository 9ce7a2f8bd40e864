import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct SchemaExportTests {
    @Test func theExportSaysTheSameAsTheFile() throws {
        let file = Fixture.folder.appendingPathComponent("../../../schemas/perfmon.schema.json").standardizedFileURL
        let original = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? NSDictionary
        let exported = try json(SchemaExport(draft: .draft2020, acceptsReferences: false)) as NSDictionary
        #expect(exported == original)
    }

    @Test func draft7HasNothingBesideReferences() throws {
        let text = SchemaExport(draft: .draft7, acceptsReferences: true).text
        #expect(!text.contains("$defs"))
        #expect(text.contains("http://json-schema.org/draft-07/schema#"))
        func check(_ value: Any) {
            if let map = value as? [String: Any] {
                if map["$ref"] is String { #expect(map.count == 1) }
                map.values.forEach(check)
            }
            (value as? [Any])?.forEach(check)
        }
        check(try json(SchemaExport(draft: .draft7, acceptsReferences: true)))
    }

    /// The editor's form must accept the references that the plain one rejects, and reject what both should.
    @Test(arguments: [
        ("profiling: { ratio: \"${RATIO}\" }", false, true), ("profiling: { enabled: \"${ON:-true}\" }", false, true),
        ("thresholds: { default: \"${T}\" }", false, true), ("alerts: { store: \"${STORE}\" }", false, true),
        ("headers: { names: \"${NAMES}\" }", false, false), ("reports: { path: \"${DIR}\" }", true, true),
        ("thresholds: { by_status: { 5xx: \"${T}\" } }", false, true), ("profiling: { ratio: soon }", false, false),
        ("notifiers: { m: { type: email, smtp_host: h, smtp_port: \"${PORT}\", sender: s, recipients: [r] } }", false, true),
        ("notifiers: { m: { type: \"${TYPE}\" } }", false, true), ("urls: { precedence: \"${P}\" }", false, true),
    ])
    func editorsAcceptReferences(yaml: String, plain: Bool, editor: Bool) throws {
        #expect(try accepts(head + yaml + "\n", SchemaExport(draft: .draft2020, acceptsReferences: false)) == plain)
        #expect(try accepts(head + yaml + "\n", SchemaExport(draft: .draft2020, acceptsReferences: true)) == editor)
        #expect(try accepts(head + yaml + "\n", SchemaExport(draft: .draft7, acceptsReferences: true)) == editor)
    }

    private func accepts(_ yaml: String, _ export: SchemaExport) throws -> Bool {
        var parser = YAMLParser(SourceFile(name: "x", bytes: Array(yaml.utf8)))
        let parsed = parser.parse()
        let tree = try #require(parsed)
        var validator = SchemaValidator(source: SourceFile(name: "x", bytes: []), nullIsAbsent: false)
        validator.validate(tree, JSONSchema(root: export.tree), at: SettingPath())
        return !validator.diagnostics.contains { $0.severity == .error }
    }

    private func json(_ export: SchemaExport) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(export.text.utf8)) as? [String: Any])
    }
}
