/// One safe repair.
struct SafeEdit {
    struct Replacement {
        var range: Range<Int>
        var text: String
    }

    let replacements: [Replacement]

    /// `nil` when the finding has no safe repair.
    init?(_ diagnostic: Diagnostic, in source: SourceFile) {
        guard case .file(let place) = diagnostic.place else { return nil }
        if diagnostic.code == .tabIndentation {
            replacements = TabRepair(source).replacements(around: source.lineIndex(of: place.bytes.lowerBound))
        } else {
            guard diagnostic.isFixSafe, let text = diagnostic.suggestion else { return nil }
            let range = diagnostic.code == .needsQuotes ? place.bytes : Self.withoutAnchor(place.bytes, in: source)
            replacements = range.isEmpty ? [] : [Replacement(range: range, text: text)]
        }
        if replacements.isEmpty { return nil }
    }

    func touches(_ other: SafeEdit) -> Bool {
        replacements.contains { own in other.replacements.contains { own.range.overlaps($0.range) } }
    }

    /// The range of a value begins with its anchor and its tag, which the repair leaves alone.
    private static func withoutAnchor(_ range: Range<Int>, in source: SourceFile) -> Range<Int> {
        var rest = source.bytes[range]
        while let first = rest.first, "&!".utf8.contains(first) {
            rest = rest.drop { !" \t\n\r".utf8.contains($0) }
            rest = rest.drop { " \t\n\r".utf8.contains($0) }
        }
        return rest.startIndex..<range.upperBound
    }
}

/// Turns the tabs that indent some lines into blanks, where the lines around them say how many.
struct TabRepair {
    private static let step = 2
    private let source: SourceFile

    init(_ source: SourceFile) {
        self.source = source
    }

    /// For the line and those behind it that tabs indent as well.
    func replacements(around line: Int) -> [SafeEdit.Replacement] {
        let lines = (line..<source.lineStarts.count).prefix { isTabbed($0) || content($0).isEmpty }.filter { !content($0).isEmpty }
        guard let first = lines.first, let column = column(ofFirst: first) else { return [] }
        let base = width(first)
        return lines.compactMap { line in
            let blanks = column + width(line) - base
            guard blanks >= column else { return nil }
            return SafeEdit.Replacement(range: indentation(line), text: String(repeating: " ", count: blanks))
        }
    }

    /// One step below a key without a value; or else the level that the tabs come to, if there is such a level.
    private func column(ofFirst line: Int) -> Int? {
        guard let above = (0..<line).last(where: { !content($0).isEmpty }), !isTabbed(above) else { return nil }
        if endsWithColon(above) { return width(above) + Self.step }
        var levels: Set<Int> = []
        var least = Int.max
        for line in (0...above).reversed() where !content(line).isEmpty && width(line) < least {
            least = width(line)
            levels.insert(least)
        }
        return levels.contains(width(line)) ? width(line) : nil
    }

    private func indentation(_ line: Int) -> Range<Int> {
        let range = source.line(line)
        return range.lowerBound..<range.lowerBound + source.bytes[range].prefix { $0 == 0x20 || $0 == 0x09 }.count
    }

    private func isTabbed(_ line: Int) -> Bool { source.bytes[indentation(line)].contains(0x09) }

    private func width(_ line: Int) -> Int {
        source.bytes[indentation(line)].reduce(0) { $0 + ($1 == 0x09 ? Self.step : 1) }
    }

    /// Nothing for blank lines and comments.
    private func content(_ line: Int) -> ArraySlice<UInt8> {
        let text = source.bytes[indentation(line).upperBound..<source.line(line).upperBound]
        return text.first == UInt8(ascii: "#") ? [] : text
    }

    private func endsWithColon(_ line: Int) -> Bool {
        var text = content(line)
        if let comment = text.firstRange(of: Array(" #".utf8)) { text = text[..<comment.lowerBound] }
        return text.last { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ":")
    }
}
