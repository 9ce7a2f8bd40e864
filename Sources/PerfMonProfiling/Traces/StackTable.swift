internal import CPerfMonSampler

/// An address on a stack and how it is to be read.
struct StackAddress: Sendable, Hashable {
    let address: UInt64
    let kind: AddressKind
}

/// The different stacks of one trace, each stored once. Looking up a stack that is known allocates nothing.
struct StackTable: Sendable {
    /// Later stacks share one entry, the empty stack, which shows as not known.
    static let limit = 4096

    private(set) var stacks: [[StackAddress]] = [[]]
    private var indices: [UInt64: Int] = [:]

    mutating func index(of frames: UnsafeBufferPointer<perfmon_frame>) -> Int {
        guard !frames.isEmpty else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for frame in frames {
            hash = (hash ^ (frame.address &* 4 &+ UInt64(frame.kind))) &* 0x0000_0100_0000_01b3
            hash ^= hash >> 29
        }
        // Two stacks with one hash: the second one looks further.
        while let known = indices[hash] {
            if Self.matches(stacks[known], frames) { return known }
            hash &+= 1
        }
        guard stacks.count < Self.limit else { return 0 }
        stacks.append(frames.map { StackAddress(address: $0.address, kind: Self.kind($0.kind)) })
        indices[hash] = stacks.count - 1
        return stacks.count - 1
    }

    private static func matches(_ stack: [StackAddress], _ frames: UnsafeBufferPointer<perfmon_frame>) -> Bool {
        guard stack.count == frames.count else { return false }
        for (known, frame) in zip(stack, frames) where known.address != frame.address || known.kind != kind(frame.kind) {
            return false
        }
        return true
    }

    private static func kind(_ kind: UInt32) -> AddressKind {
        switch Int(kind) {
        case perfmon_frame_exact: .exact
        case perfmon_frame_return: .returnAddress
        default: .asyncResume
        }
    }
}
