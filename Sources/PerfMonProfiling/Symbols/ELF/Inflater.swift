internal import CZlib

/// A decompressor at some place of a zlib stream in a file.
final class Inflater {
    /// How much of the file is read at a time.
    private static let chunk = 64 << 10

    private let file: ImageFile
    private let input: Range<Int>
    // zlib keeps the address of its stream: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// A decompressor at the start of the stream in `input` of the file; nil when zlib has no memory.
    init?(_ file: ImageFile, _ input: Range<Int>) {
        self.file = file
        self.input = input
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard perfmon_zlib_begin_inflate(stream) == Z_OK else { return nil }
    }

    /// A second decompressor at the same place; nil when zlib has no memory.
    init?(copying other: Inflater) {
        file = other.file
        input = other.input
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateCopy(stream, other.stream) == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// The next `count` bytes: fewer where the stream ends or is damaged.
    func next(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { output, produced in
            var status = Z_OK
            while produced < count, status == Z_OK {
                // What zlib has not used of the last piece is read again: it is in the page cache.
                let place = input.lowerBound + Int(clamping: stream.pointee.total_in)
                guard place < input.upperBound else { return }
                var piece = file.bytes(at: place, count: min(Self.chunk, input.upperBound - place))
                guard !piece.isEmpty else { return }
                let before = stream.pointee.total_out
                status = piece.withUnsafeMutableBufferPointer { piece in
                    stream.pointee.next_in = piece.baseAddress
                    stream.pointee.avail_in = UInt32(piece.count)
                    stream.pointee.next_out = output.baseAddress.map { $0 + produced }
                    stream.pointee.avail_out = UInt32(count - produced)
                    return inflate(stream, Z_NO_FLUSH)
                }
                produced += Int(stream.pointee.total_out - before)
            }
        }
    }
}
