package import PerfMonModel

extension Frame {
    /// A function of the application that a person wrote, and so knows and can change. The compiler adds closures of
    /// its own around an `async let` and around methods that are passed as values.
    var isWritten: Bool { origin == .application && !function.hasPrefix("implicit closure #") }
}

extension Verdict {
    /// The innermost function on the hot path that the application's author wrote; `nil` when there is none.
    package var topFunction: Frame? { hotPath.last { $0.frame.isWritten }?.frame }
}
