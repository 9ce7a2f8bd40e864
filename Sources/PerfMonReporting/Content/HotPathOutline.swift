internal import PerfMonModel

/// A hot path as a few lines: the application's functions, what they call, and where it ends.
struct HotPathOutline {
    enum Line {
        case function(Verdict.HotPathEntry)
        /// Frames that were left out between two lines, and the modules they belong to.
        case omitted(Int, modules: [String])
    }

    static let maximumFunctions = 8

    let lines: [Line]

    init(_ entries: [Verdict.HotPathEntry]) {
        let telling = entries.indices.filter { index in
            let callerIsLibrary = index == 0 || entries[index - 1].frame.origin == .library
            return entries[index].frame.origin != .library || !callerIsLibrary || index == entries.count - 1
        }
        var lines: [Line] = []
        var next = 0
        for index in telling.suffix(Self.maximumFunctions) {
            if index > next { lines.append(.omitted(index - next, modules: entries[next..<index].map(\.frame).modules)) }
            lines.append(.function(entries[index]))
            next = index + 1
        }
        self.lines = lines
    }
}

extension Sequence<Frame> {
    /// The modules of the frames, each once, in the order of the frames.
    var modules: [String] {
        compactMap(\.module).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
