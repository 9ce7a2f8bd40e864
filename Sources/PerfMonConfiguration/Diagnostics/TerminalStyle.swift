/// Colours for terminals, or none.
package struct TerminalStyle: Sendable {
    private let isColored: Bool

    package static let plain = TerminalStyle(isColored: false)
    package static let colored = TerminalStyle(isColored: true)

    func severity(_ text: String, _ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: wrap(text, "1;31")
        case .warning: wrap(text, "1;33")
        case .info: wrap(text, "1;36")
        }
    }

    func strong(_ text: String) -> String { wrap(text, "1") }

    /// Frames and line numbers.
    func frame(_ text: String) -> String { wrap(text, "34") }

    func secondary(_ text: String) -> String { wrap(text, "36") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
