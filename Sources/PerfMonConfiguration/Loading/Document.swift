/// What a file says, with the place of everything it says.
struct Document: Sendable {
    private let source: SourceFile
    /// `nil` when the file cannot be read.
    let root: Node?
    let diagnostics: [Diagnostic]
    /// How many findings there are besides.
    let omitted: [Diagnostic.Severity: Int]
    /// The bytes that must not be shown.
    let secrets: [Range<Int>]

    init(_ source: SourceFile, environment: EnvironmentVariables, folder: String) {
        self.source = source
        var parser = YAMLParser(source)
        guard let parsed = parser.parse() else {
            root = nil
            diagnostics = parser.diagnostics
            omitted = parser.omitted
            secrets = []
            return
        }
        var interpolator = Interpolator(source: source, environment: environment) { path throws(FileProblem) in
            try ReferencedFile.read(path, folder: folder)
        }
        interpolator.isReadableByAll = { FileAccess.isReadableByAll(ReferencedFile.resolve($0, folder: folder)) }
        let tree = interpolator.interpolate(root: parsed)
        var validator = SchemaValidator(source: source)
        validator.validate(root: tree)
        root = tree
        diagnostics = parser.diagnostics + interpolator.diagnostics + validator.diagnostics
        omitted = parser.omitted.merging(validator.findings.omitted, uniquingKeysWith: +)
        secrets = Array(validator.secrets)
    }

    /// The references in a value, without their defaults, which may be secrets.
    func references(in range: SourceRange) -> [String] {
        let parts = (try? ReferenceTemplate.parse(source.text(range.bytes))) ?? []
        return parts.compactMap { part in
            switch part {
            case .literal: nil
            case .variable(let name, _): "${\(name)}"
            case .file(let path): "${file:\(Printable.text(path, limit: 200))}"
            }
        }
    }

    /// The value at a path; its key where the value is a block that cannot be underlined.
    func place(of path: SettingPath) -> SourceRange? {
        guard var node = root else { return nil }
        var key: Range<Int>?
        for component in path.components {
            switch component {
            case .key(let name):
                guard let entry = node.entries?.first(where: { $0.key.text == name }) else { return nil }
                (node, key) = (entry.value, entry.key.range)
            case .index(let index):
                guard let items = node.items, items.indices.contains(index) else { return nil }
                (node, key) = (items[index], nil)
            }
        }
        let isInline = node.isFlow || node.scalar != nil && !node.range.isEmpty
        return source.range(isInline ? node.range : key ?? node.mark)
    }
}

/// The file of a `${file:…}` reference.
enum ReferencedFile {
    private static let limit = 64 << 10

    /// A relative path starts at the folder of the configuration.
    static func resolve(_ path: String, folder: String) -> String {
        path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    /// The whole text without one line break at its end, as `$(<file)` gives it.
    static func read(_ path: String, folder: String) throws(FileProblem) -> String {
        var bytes = try FileAccess.read(resolve(path, folder: folder), limit: limit)
        guard UTF8Check.firstInvalidOffset(bytes) == nil else { throw FileProblem("it is not UTF-8") }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard !bytes.contains(0) else { throw FileProblem("it contains a NUL character") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
