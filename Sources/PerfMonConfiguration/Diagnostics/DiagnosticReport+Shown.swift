extension DiagnosticReport {
    /// The findings that are shown, the first ones, and instead of the others one that counts them.
    func shown(limit: Int) -> [Diagnostic] {
        let shown = diagnostics.prefix(limit)
        let hidden = count - shown.count
        guard hidden > 0 else { return diagnostics }
        return shown + [
            Diagnostic(
                .limitReached,
                "\(hidden) more \(hidden == 1 ? "finding is" : "findings are") not shown in `\(Printable.text(subject, limit: 300))`",
                help: "repair what is shown first; --format json has up to \(JSONRenderer.limit) findings")
        ]
    }
}
