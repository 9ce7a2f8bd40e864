package import PerfMonModel

/// A hot path as a few lines: the application's functions, what they call, and where it ends.
package struct HotPathOutline {
    package enum Line {
        case function(Verdict.HotPathEntry)
        /// Frames that were left out between two lines, and the modules they belong to.
        case omitted(Int, modules: [String])
    }

    static let maximumFunctions = 8

    package let lines: [Line]

    package init(_ entries: [Verdict.HotPathEntry]) {
        var lines: [Line] = []
        var next = 0
        for index in Self.telling(entries).suffix(Self.maximumFunctions) {
            switch index - next {
            case 0: break
            // A line that says one frame is hidden is no shorter than the frame.
            case 1 where next > 0 && entries[next].frame.origin == .library: lines.append(.function(entries[next]))
            case let count: lines.append(.omitted(count, modules: entries[next..<index].map(\.frame).modules))
            }
            lines.append(.function(entries[index]))
            next = index + 1
        }
        self.lines = lines
    }

    /// What the application's author knows, the library functions called from there, and the end of the path.
    private static func telling(_ entries: [Verdict.HotPathEntry]) -> [Int] {
        entries.indices.filter { index in
            let frame = entries[index].frame
            let isCalledByApplication = index > 0 && entries[index - 1].frame.origin == .application
            let isEntry = frame.origin == .library && isCalledByApplication
            return frame.isWritten || frame.origin == .synthetic || isEntry || index == entries.count - 1
        }
    }
}
