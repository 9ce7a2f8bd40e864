internal import CZlib

/// Compression by zlib, all at once.
package enum Deflate {
    /// What surrounds the compressed data.
    package enum Container: Sendable {
        /// Nothing, as inside of a zip archive.
        case raw
        /// A gzip file.
        case gzip
    }

    /// The compressed bytes; `nil` when zlib has no memory, or for 4 GiB and more.
    package static func compress(_ bytes: [UInt8], in container: Container) -> [UInt8]? {
        guard let inputSize = UInt32(exactly: bytes.count) else { return nil }
        var stream = z_stream()
        let status =
            switch container {
            case .raw: perfmon_zlib_begin_deflate(&stream)
            case .gzip: perfmon_zlib_begin_gzip(&stream)
            }
        guard status == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        guard let capacity = UInt32(exactly: deflateBound(&stream, UInt(inputSize))) else { return nil }
        // zlib declares its input mutable and does not change it.
        var input = bytes
        var isComplete = false
        let compressed = [UInt8](unsafeUninitializedCapacity: Int(capacity)) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = inputSize
                stream.next_out = output.baseAddress
                stream.avail_out = capacity
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = Int(capacity - stream.avail_out)
            }
        }
        return isComplete ? compressed : nil
    }

    /// What a gzip file that ``compress(_:in:)`` made holds; `nil` when it is damaged, or larger than `limit` bytes.
    package static func expand(gzip bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard bytes.count >= 18, let inputSize = UInt32(exactly: bytes.count) else { return nil }
        // The size is what the file ends in.
        let capacity = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var stream = z_stream()
        guard capacity <= limit, perfmon_zlib_begin_gunzip(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = bytes
        var isComplete = false
        // One byte more, because zlib wants a place to write to even for nothing.
        let expanded = [UInt8](unsafeUninitializedCapacity: Int(capacity) + 1) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = inputSize
                stream.next_out = output.baseAddress
                stream.avail_out = capacity + 1
                isComplete = inflate(&stream, Z_FINISH) == Z_STREAM_END
                count = Int(capacity + 1 - stream.avail_out)
            }
        }
        return isComplete ? expanded : nil
    }

    /// The CRC-32 of gzip and zip.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }
}
