internal import PerfMonModel

/// Frames that are not shown: `12 frames hidden (NIOCore, Hummingbird)`.
package struct HiddenFramesText: CustomStringConvertible {
    private static let modulesNamed = 4

    package let description: String

    package init(_ count: Int, modules: [String]) {
        let more = modules.count > Self.modulesNamed ? ", …" : ""
        let names = modules.isEmpty ? "" : " (\(modules.prefix(Self.modulesNamed).joined(separator: ", "))\(more))"
        description = "\(count) \(count == 1 ? "frame" : "frames") hidden\(names)"
    }
}

extension Sequence<Frame> {
    /// The modules of the frames, each once, in the order of the frames.
    var modules: [String] {
        compactMap(\.module).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
