/// Comments that allow findings: `# perfmon: allow PM0401 reason`, behind a value or on the line above it.
struct Suppressions {
    private struct Comment {
        var codes: [(code: String, range: Range<Int>)]
        /// The line that is meant, counted from 1.
        var line: Int
    }

    private static let mark = Array("# perfmon: allow ".utf8)
    private let source: SourceFile
    private let comments: [Comment]

    init(_ source: SourceFile) {
        self.source = source
        guard source.census.contains(.hashes) else {
            comments = []
            return
        }
        var comments: [Comment] = []
        for index in source.lineStarts.indices {
            let line = source.line(index)
            guard source.bytes[line].contains(UInt8(ascii: "#")), let found = source.bytes[line].firstRange(of: Self.mark) else { continue }
            let isAlone = source.bytes[line.lowerBound..<found.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
            let codes = Self.codes(in: found.upperBound..<line.upperBound, of: source)
            comments.append(Comment(codes: codes, line: isAlone ? Self.nextLine(behind: index, of: source) : index + 1))
        }
        self.comments = comments
    }

    /// The codes before the reason.
    private static func codes(in range: Range<Int>, of source: SourceFile) -> [(String, Range<Int>)] {
        var codes: [(String, Range<Int>)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = source.bytes[start..<range.upperBound].firstIndex { " ,".utf8.contains($0) } ?? range.upperBound
            guard end > start else {
                start += 1
                continue
            }
            let word = source.text(start..<end)
            guard word.count == 6, word.hasPrefix("PM"), word.dropFirst(2).allSatisfy(\.isNumber) else { return codes }
            codes.append((word, start..<end))
            start = end + 1
        }
        return codes
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
        let unused = comments.flatMap(\.codes).filter { !used.contains($0.range) }.map { code, range in
            Diagnostic(
                .unusedSuppression, "`\(code)` is allowed here, but it is not found", label: "remove the comment",
                help: "a comment counts for its own line, or for the next one", place: .file(source.range(range)))
        }
        return rest + unused
    }
}
