internal import CPerfMonSampler

/// An address on a stack and how it is to be read, in one word.
struct StackAddress: Sendable, Hashable {
    fileprivate let bits: UInt64

    init(address: UInt64, kind: AddressKind) {
        let mark: UInt64 =
            switch kind {
            case .exact: 0
            case .returnAddress: 1
            case .asyncResume: 2
            }
        // The addresses of a process have 57 bits at most.
        bits = address << 2 | mark
    }

    var address: UInt64 { bits >> 2 }

    var kind: AddressKind {
        switch bits & 3 {
        case 0: .exact
        case 1: .returnAddress
        default: .asyncResume
        }
    }
}

/// The different stacks of one trace, each stored once. Looking up a stack that is known allocates nothing.
struct StackTable: Sendable {
    /// Stacks, and addresses of all of them together.
    static let limit = 4096
    static let addressLimit = 65_536
    /// What a stack takes besides its addresses, more or less.
    private static let overhead = 40

    /// As long as no image is unloaded, an address means one place.
    private struct Epoch {
        /// Its first stack.
        var first: Int
        var images: [LoadedImage]
    }

    private static let epochLimit = 16
    // The start of the FNV-1a hash.
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    private var epochs = [Epoch(first: 1, images: [])]
    private var addresses: [StackAddress] = []
    /// Where each stack ends among the addresses. The first is empty: a stack that is not known.
    private var ends = [0]
    private var known: [UInt64: Int] = [:]

    var count: Int { ends.count }

    /// About how many bytes it takes.
    var memory: Int { addresses.count * MemoryLayout<StackAddress>.stride + ends.count * Self.overhead }

    var indices: Range<Int> { 0..<count }

    /// About how many bytes one stack takes.
    func memory(of index: Int) -> Int { self[index].count * MemoryLayout<StackAddress>.stride + Self.overhead }

    /// Whether less than a quarter of the room is free.
    var isNearlyFull: Bool { ends.count > Self.limit / 4 * 3 || addresses.count > Self.addressLimit / 4 * 3 }

    /// A stack, innermost first.
    subscript(index: Int) -> ArraySlice<StackAddress> { addresses[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

    /// The index of a stack; `nil` for one that is new when there is no room.
    mutating func index(of frames: UnsafeBufferPointer<perfmon_frame>) -> Int? { index(of: frames.lazy.map(StackAddress.init)) }

    private mutating func index(of stack: some Collection<StackAddress>) -> Int? {
        guard !stack.isEmpty else { return 0 }
        var hash = stack.reduce(Self.seed) { Self.mix($0, $1) }
        // Two stacks with one hash: the second one looks further.
        while let index = known[hash] {
            if self[index].elementsEqual(stack) { return index }
            hash &+= 1
        }
        guard ends.count < Self.limit, addresses.count + stack.count <= Self.addressLimit else { return nil }
        addresses += stack
        ends.append(addresses.count)
        known[hash] = ends.count - 1
        return ends.count - 1
    }

    /// The index of what a stack has from its innermost async function on; `nil` when that is new and there is no room.
    mutating func indexOfAsyncPart(of index: Int) -> Int? {
        let stack = self[index]
        // The innermost one that has callers in contexts is on the thread's own stack: a function that others called by its address.
        let callers = stack.firstIndex { $0.kind == .asyncResume } ?? stack.endIndex
        guard callers > stack.startIndex + 1, callers < stack.endIndex else { return index }
        return self.index(of: Array(stack[(callers - 1)...]))
    }

    /// The images that were loaded when a stack was seen.
    func images(of index: Int) -> [LoadedImage] { epochs.last { $0.first <= index }?.images ?? [] }

    /// From now on stacks lie in these images: a stack that looks like one from before is another one if images were unloaded between.
    /// Returns false when that has happened too often to be kept.
    mutating func use(_ images: [LoadedImage]) -> Bool {
        let last = epochs[epochs.count - 1]
        if count > last.first, !Set(last.images).isSubset(of: images) {
            guard epochs.count < Self.epochLimit else { return false }
            known.removeAll(keepingCapacity: true)
            epochs.append(Epoch(first: count, images: images))
        } else {
            epochs[epochs.count - 1].images = images
        }
        return true
    }

    /// The stacks of the oldest images.
    var oldest: Range<Int> { 1..<(epochs.count > 1 ? epochs[1].first : count) }

    /// Forgets all stacks but those wanted; returns the new index of each, 0 for one that is forgotten.
    mutating func keep(where isWanted: (Int) -> Bool) -> [Int] {
        var kept = StackTable()
        kept.epochs = []
        var moved = [Int](repeating: 0, count: count)
        for epoch in epochs.indices {
            kept.epochs.append(Epoch(first: kept.count, images: epochs[epoch].images))
            kept.known.removeAll(keepingCapacity: true)
            let end = epoch + 1 < epochs.count ? epochs[epoch + 1].first : count
            for index in epochs[epoch].first..<end where isWanted(index) {
                moved[index] = kept.index(of: self[index]) ?? 0
            }
        }
        // Without stacks, the images of that time are of no use.
        let firsts = kept.epochs.map(\.first) + [kept.count]
        kept.epochs = kept.epochs.indices.filter { firsts[$0] < firsts[$0 + 1] || $0 == epochs.count - 1 }.map { kept.epochs[$0] }
        self = kept
        return moved
    }

    private static func mix(_ hash: UInt64, _ address: StackAddress) -> UInt64 {
        let product = (hash ^ address.bits) &* 0x0000_0100_0000_01b3
        return product ^ product >> 29
    }
}

extension StackAddress {
    fileprivate init(_ frame: perfmon_frame) {
        let kind: AddressKind =
            switch Int(frame.kind) {
            case perfmon_frame_exact: .exact
            case perfmon_frame_return: .returnAddress
            default: .asyncResume
            }
        self.init(address: frame.address, kind: kind)
    }
}
