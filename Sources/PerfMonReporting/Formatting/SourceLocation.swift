package import PerfMonModel

/// Where a function is, short enough for a line.
package struct SourceLocation: CustomStringConvertible {
    /// Such as `App/UserRepository.swift:41`: the file, its folder and the line.
    package let description: String
    /// The path as the compiler recorded it.
    let full: String

    /// `nil` when the frame has no file.
    package init?(_ frame: Frame) {
        self.init(file: frame.file, line: frame.line)
    }

    /// `nil` when there is no file.
    package init?(file: String?, line: Int?) {
        guard let file, !file.isEmpty else { return nil }
        let line = line.map { ":\($0)" } ?? ""
        description = file.split(separator: "/").suffix(2).joined(separator: "/") + line
        full = file + line
    }
}
