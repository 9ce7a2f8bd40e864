internal import PerfMonModel

/// Adds up the parts of a critical path into a tree of functions.
struct CallTreeBuilder {
    /// Stacks deeper than this lose their middle: a tree is freed, and may be walked, with recursion.
    static let maximumDepth = 512
    /// Of a stack that is too deep, how many of the innermost frames stay.
    static let innermostKept = 64

    static let root = Frame(function: "(request)", origin: .synthetic)
    static let notSampled = Frame(function: "(not sampled)", origin: .synthetic)
    static let leftOut = Frame(function: "(frames left out)", origin: .synthetic)

    private struct SelfKey: Hashable {
        var state: LaneState
        var reason: WaitReason?
    }

    private struct Node {
        var total: Int64 = 0
        var runs = 0
        /// The stretch in which the function was last seen.
        var lastStretch: Int?
        var selfTimes: [SelfKey: Int64] = [:]
        /// Node index by function.
        var children: [Int: Int] = [:]
        /// Time by frame: the same function at different lines.
        var lines: [Int: Int64] = [:]
    }

    private let profile: Profile
    private let frames: [Frame]
    private let functionOfFrame: [Int]
    private var nodes = [Node()]

    /// The call tree of `path`; its root stands for the request.
    static func tree(of path: CriticalPath, in profile: Profile) -> CallNode {
        var builder = CallTreeBuilder(profile)
        var stretch = 0
        for part in path.parts {
            builder.add(part, stretch: stretch)
            // A gap in the samples is no reason to believe that a function was called again.
            if part.state != .notSampled { stretch += 1 }
        }
        return builder.root()
    }

    private init(_ profile: Profile) {
        self.profile = profile
        frames = profile.frames + [Self.notSampled, Self.leftOut]
        var numbers: [FunctionKey: Int] = [:]
        functionOfFrame = frames.map { frame in
            let key = FunctionKey(frame)
            let number = numbers[key] ?? numbers.count
            numbers[key] = number
            return number
        }
    }

    private mutating func add(_ part: CriticalPath.Part, stretch: Int) {
        var node = 0
        nodes[node].total += part.length
        for frame in stack(of: part) {
            let function = functionOfFrame[frame]
            if let child = nodes[node].children[function] {
                node = child
            } else {
                nodes.append(Node())
                nodes[node].children[function] = nodes.count - 1
                node = nodes.count - 1
            }
            nodes[node].total += part.length
            nodes[node].lines[frame, default: 0] += part.length
            guard part.state != .notSampled else { continue }
            if nodes[node].lastStretch != stretch - 1 { nodes[node].runs += 1 }
            nodes[node].lastStretch = stretch
        }
        nodes[node].selfTimes[SelfKey(state: part.state, reason: part.reason), default: 0] += part.length
    }

    /// Indices into `frames`, outermost first.
    private func stack(of part: CriticalPath.Part) -> [Int] {
        var stack = part.stacks.flatMap { profile.stacks.indices.contains($0) ? profile.stacks[$0] : [] }
        stack.removeAll { !profile.frames.indices.contains($0) }
        stack = withoutRepetitions(stack)
        if part.state == .notSampled { stack.append(profile.frames.count) }
        guard stack.count > Self.maximumDepth else { return stack }
        return stack.prefix(Self.maximumDepth - Self.innermostKept - 1) + [profile.frames.count + 1]
            + stack.suffix(Self.innermostKept)
    }

    /// The frame that stands for a node is the one with most time, but any with a line before one without.
    private func weight(of line: (key: Int, value: Int64)) -> (Int, Int64, Int) {
        (frames[line.key].line == nil ? 0 : 1, line.value, -line.key)
    }

    /// A function whose code the compiler split is on the stack twice in a row, once without a line. Recursion, which
    /// looks alike, has a line in both frames or in none.
    private func withoutRepetitions(_ stack: [Int]) -> [Int] {
        var result: [Int] = []
        for frame in stack {
            guard let last = result.last, functionOfFrame[last] == functionOfFrame[frame],
                (frames[last].line == nil) != (frames[frame].line == nil)
            else {
                result.append(frame)
                continue
            }
            if frames[last].line == nil { result[result.count - 1] = frame }
        }
        return result
    }

    /// Children have higher numbers than their parents, so building from the end needs no recursion.
    private func root() -> CallNode {
        var built: [CallNode?] = Array(repeating: nil, count: nodes.count)
        for index in nodes.indices.reversed() {
            let node = nodes[index]
            let line = node.lines.max { weight(of: $0) < weight(of: $1) }
            var children: [CallNode] = []
            for child in node.children.values.sorted(by: { (nodes[$1].total, $0) < (nodes[$0].total, $1) }) {
                if let child = built[child] { children.append(child) }
                built[child] = nil
            }
            built[index] = CallNode(
                frame: line.map { frames[$0.key] } ?? Self.root,
                total: .nanoseconds(node.total),
                runs: max(node.runs, 1),
                selfTimes: node.selfTimes
                    .map { .init(state: $0.key.state, reason: $0.key.reason, duration: .nanoseconds($0.value)) }
                    .sorted { ($1.duration, $0.order) < ($0.duration, $1.order) },
                children: children
            )
        }
        return built[0] ?? CallNode(frame: Self.root, total: .zero)
    }
}

extension CallNode.SelfTime {
    /// Makes the order of equal times the same in every run of the program.
    fileprivate var order: String { state.rawValue + (reason?.label ?? "") }
}
