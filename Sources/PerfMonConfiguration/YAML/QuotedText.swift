/// Puts text into quotes such that YAML reads exactly that text.
enum QuotedText {
    /// In single quotes where double ones would give a character a meaning; `nil` when one line cannot hold the text.
    static func quote(_ text: String) -> String? {
        guard !text.unicodeScalars.contains(where: isLineBreakOrControl) else { return nil }
        let needsSingle = text.containsByte(UInt8(ascii: "\"")) || text.containsByte(UInt8(ascii: "\\"))
        return needsSingle ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
    }

    /// Tabs, too: where they stand among blanks, YAML folds them.
    private static func isLineBreakOrControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// The bytes of a range of the file in quotes; `nil` when the file would not be read with this very text there.
    static func repair(_ range: Range<Int>, of source: SourceFile) -> String? {
        let text = source.text(range)
        guard let quoted = quote(text) else { return nil }
        var bytes = source.bytes
        bytes.replaceSubrange(range, with: Array(quoted.utf8))
        let repaired = SourceFile(name: source.name, bytes: bytes)
        guard let reader = YAMLEventReader(repaired) else { return nil }
        while let event = try? reader.next() {
            if case .streamEnd = event.kind { return nil }
            guard event.range.upperBound > range.lowerBound else { continue }
            guard case .scalar(text, _) = event.kind, event.range == range.lowerBound..<range.lowerBound + quoted.utf8.count else {
                // Collections around the text begin before it.
                if event.range.lowerBound < range.lowerBound, event.opensCollection { continue }
                return nil
            }
            do {
                _ = try reader.next()
            } catch let other where other.contextOffset == range.lowerBound {
                return nil
            } catch {}
            return quoted
        }
        return nil
    }
}

extension YAMLEvent {
    fileprivate var opensCollection: Bool {
        switch kind {
        case .sequenceStart, .mappingStart, .documentStart: true
        default: false
        }
    }
}
