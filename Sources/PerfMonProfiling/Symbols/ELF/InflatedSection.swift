/// The bytes of a section that zlib compressed, on demand: neither the compressed nor the inflated ones are ever all in memory.
///
/// The decompressor's state is kept at regular places, so that any place is reached by inflating one block. A header is not
/// believed: the states and blocks that are kept are bounded, and grow only with what was really inflated.
final class InflatedSection {
    /// A larger section is not read.
    static let largestSize = 1 << 30
    /// zlib cannot shrink anything more than this: a header that claims so lies.
    private static let largestRatio = 1032
    private static let smallestBlock = 256 << 10
    private static let mostStates = 256
    private static let largestCache = 4 << 20

    /// The size of the section's own bytes.
    let size: Int
    private let blockSize: Int
    /// At the start of each block that was reached.
    private var states: [Inflater]
    private var blocks: [Int: [UInt8]] = [:]
    private var usedBlocks: [Int] = []
    /// Whether no block after those of ``states`` can be had.
    private var isDamaged = false

    /// Nil when the size cannot be true, or is beyond what is read.
    init?(_ file: ImageFile, compressed input: Range<Int>, size: Int) {
        guard size > 0, size <= Self.largestSize, size / Self.largestRatio <= input.count, let start = Inflater(file, input) else {
            return nil
        }
        self.size = size
        blockSize = max(Self.smallestBlock, size / Self.mostStates)
        states = [start]
    }

    /// Up to `count` bytes from `offset`: fewer at the end, or where the section is damaged.
    func bytes(at offset: Int, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        let end = offset + min(count, size - offset)
        var bytes: [UInt8] = []
        var place = offset
        while place < end {
            let number = place / blockSize
            let start = number * blockSize
            let block = block(number)
            guard place - start < block.count else { break }
            let part = block[(place - start)..<min(end - start, block.count)]
            if bytes.isEmpty, place + part.count == end { return Array(part) }
            bytes += part
            place += part.count
        }
        return bytes
    }

    private func block(_ number: Int) -> [UInt8] {
        if let known = blocks[number] {
            if usedBlocks.last != number, let position = usedBlocks.firstIndex(of: number) {
                usedBlocks.append(usedBlocks.remove(at: position))
            }
            return known
        }
        while states.count <= number, !isDamaged { _ = inflate(states.count - 1) }
        return number < states.count ? inflate(number) : []
    }

    /// Inflates a block whose start was reached.
    private func inflate(_ number: Int) -> [UInt8] {
        let wanted = min(blockSize, size - number * blockSize)
        guard let inflater = Inflater(copying: states[number]) else {
            isDamaged = true
            return []
        }
        let block = inflater.next(wanted)
        if number == states.count - 1 {
            if block.count < wanted { isDamaged = true } else if (number + 1) * blockSize < size { states.append(inflater) }
        }
        blocks[number] = block
        usedBlocks.append(number)
        if usedBlocks.count > max(1, Self.largestCache / blockSize) { blocks[usedBlocks.removeFirst()] = nil }
        return block
    }
}
