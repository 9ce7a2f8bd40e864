/// Text that fits where a service counts characters.
///
/// Services count runes, UTF-16 units or do not say; the number of UTF-16 units is never the smaller one.
enum ClippedText {
    /// The beginning of `text`, ending in `…` when something is missing, never inside of a Unicode scalar.
    static func text(_ text: String, limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        // A character can have any number of scalars, so a cut at characters could keep nothing.
        var clipped = String.UnicodeScalarView(), length = 1
        for scalar in text.unicodeScalars {
            length += UTF16.width(scalar)
            guard length <= limit else { break }
            clipped.append(scalar)
        }
        return String(clipped) + "…"
    }

    /// The first of `lines` that fit; a last line says when some are missing.
    static func lines(_ lines: [String], limit: Int) -> [String] {
        var kept: [String] = [], length = 1
        for line in lines {
            length += line.utf16.count + 1
            guard length <= limit else { return kept + ["…"] }
            kept.append(line)
        }
        return kept
    }

    /// As many of `sections` as fit between `header` and `footer`, with blank lines between. Sections are left out from the end
    /// and as a whole: half a block of code would swallow what follows.
    static func sections(_ sections: [String], header: String, footer: String = "", limit: Int) -> String {
        let join = { (texts: [String]) in texts.filter { !$0.isEmpty }.joined(separator: "\n\n") }
        let whole = join([header] + sections + [footer])
        guard whole.utf16.count > limit else { return whole }
        let note = "… cut here to fit."
        let frame = join([header, note, footer])
        var kept: [String] = [], length = frame.utf16.count
        for section in sections {
            length += section.utf16.count + 2
            guard length <= limit else { break }
            kept.append(section)
        }
        return text(join([header] + kept + [note, footer]), limit: limit)
    }
}
