/// Comments that allow findings: `# perfmon: allow PM0401 reason`, behind a value or on the line above it.
struct Suppressions {
    private let source: SourceFile
    private let comments: [SuppressionComment]

    init(_ source: SourceFile) {
        self.source = source
        guard source.census.contains(.hashes) else {
            comments = []
            return
        }
        var comments: [SuppressionComment] = []
        for index in source.lineStarts.indices {
            let line = source.line(index)
            guard source.bytes[line].contains(UInt8(ascii: "#")), let comment = SuppressionComment(in: line, of: source) else { continue }
            comments.append(comment)
            comments[comments.count - 1].line = comment.isAlone ? Self.nextLine(behind: index, of: source) : index + 1
        }
        self.comments = comments
    }

    /// The next line that is no comment.
    private static func nextLine(behind index: Int, of source: SourceFile) -> Int {
        var next = index + 1
        while next < source.lineStarts.count, source.text(source.line(next)).drop(while: { $0 == " " }).hasPrefix("#") { next += 1 }
        return next + 1
    }

    /// The findings that are not allowed, and one for each code that allows nothing. Errors cannot be allowed.
    func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !comments.isEmpty else { return diagnostics }
        var used: Set<Range<Int>> = []
        let rest = diagnostics.filter { diagnostic in
            guard diagnostic.severity != .error, case .file(let place) = diagnostic.place else { return true }
            let allowing = comments.filter { $0.line == place.start.line }.flatMap(\.codes).filter {
                $0.code == diagnostic.code.description
            }
            used.formUnion(allowing.map(\.range))
            return allowing.isEmpty
        }
        let unused = comments.flatMap(\.codes).filter { !used.contains($0.range) }.map { self.unused($0.code, at: $0.range) }
        return rest + unused + comments.compactMap { $0.problem.map(malformed) }
    }

    private func unused(_ code: String, at range: Range<Int>) -> Diagnostic {
        let place = Place.file(source.range(range))
        guard let page = CodePage.named(code) else {
            return Diagnostic(
                .unusedSuppression, "there is no code `\(code)`", label: "allows nothing", help: "`perfmon explain` lists the codes",
                place: place)
        }
        guard page.code.severity != .error else {
            return Diagnostic(
                .unusedSuppression, "`\(code)` is an error, and errors cannot be allowed", label: "remove the comment", place: place)
        }
        return Diagnostic(
            .unusedSuppression, "`\(code)` is allowed here, but it is not found", label: "remove the comment",
            help: "a comment counts for its own line, or for the next one", place: place)
    }

    private func malformed(_ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unusedSuppression, "this comment allows nothing", label: "write `# perfmon: allow PM0401 reason`",
            place: .file(source.range(range)))
    }
}

/// One comment to perfmon.
struct SuppressionComment {
    private(set) var codes: [(code: String, range: Range<Int>)] = []
    /// What looks like a suppression, but names no code or has another word than `allow`.
    private(set) var problem: Range<Int>?
    /// Nothing but blanks stands before it.
    let isAlone: Bool
    /// The line that is meant, counted from 1.
    var line = 0

    private static let name = Array("perfmon:".utf8)

    /// `nil` when the line has no comment to perfmon.
    init?(in line: Range<Int>, of source: SourceFile) {
        let bytes = source.bytes
        func skipBlanks(_ start: Int) -> Int { bytes[start..<line.upperBound].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.upperBound }
        func begins(at offset: Int) -> Bool {
            guard bytes[offset] == UInt8(ascii: "#") else { return false }
            return offset == line.lowerBound || bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09
        }
        let marks = line.lazy.filter(begins).map { (hash: $0, name: skipBlanks($0 + 1)) }
        guard let mark = marks.first(where: { bytes[$0.name..<line.upperBound].starts(with: Self.name) }) else { return nil }
        isAlone = skipBlanks(line.lowerBound) == mark.hash
        let words = Self.words(in: mark.name + Self.name.count..<line.upperBound, of: source)
        let found = words.map { (code: source.text($0).uppercased(), range: $0) }
        if found.first?.code == "ALLOW" {
            codes = Array(found.dropFirst().prefix { Self.isCode($0.code) })
            if codes.isEmpty { problem = mark.hash..<(words.last?.upperBound ?? line.upperBound) }
        } else if found.contains(where: { Self.isCode($0.code) }) {
            problem = mark.hash..<(words.last?.upperBound ?? line.upperBound)
        } else {
            return nil
        }
    }

    private static func words(in range: Range<Int>, of source: SourceFile) -> [Range<Int>] {
        source.bytes[range].split { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }.map { $0.startIndex..<$0.endIndex }
    }

    private static func isCode(_ word: String) -> Bool {
        word.utf8.count == 6 && word.hasPrefix("PM") && word.dropFirst(2).allSatisfy { $0.isASCII && $0.isNumber }
    }
}
