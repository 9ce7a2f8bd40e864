internal import CCurl

/// What a transfer sends and receives. Used by one thread only: libcurl calls back on the thread that transfers.
final class TransferBuffers {
    private static let maximumHeaderLines = 1000

    private let upload: [UInt8]
    private let maximumBody: Int
    private var sent = 0
    /// The lines of the last answer of HTTP, or all replies of SMTP.
    private(set) var header: [String] = []
    /// The beginning of the body.
    private(set) var body: [UInt8] = []
    /// Whether the body was longer than allowed.
    private(set) var isBodyCut = false

    init(upload: [UInt8], maximumBody: Int) {
        self.upload = upload
        self.maximumBody = maximumBody
    }

    func attach(to handle: inout CurlHandle) {
        handle.set(CURLOPT_READFUNCTION, Self.read, context: CURLOPT_READDATA, self)
        handle.set(CURLOPT_HEADERFUNCTION, Self.receiveHeader, context: CURLOPT_HEADERDATA, self)
        handle.set(CURLOPT_WRITEFUNCTION, Self.receiveBody, context: CURLOPT_WRITEDATA, self)
    }

    private static let read: CurlHandle.TransferFunction = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let buffers = Unmanaged<TransferBuffers>.fromOpaque(context).takeUnretainedValue()
        return buffers.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }

    private static let receiveHeader: CurlHandle.TransferFunction = { bytes, size, count, context in
        guard let context else { return 0 }
        let buffers = Unmanaged<TransferBuffers>.fromOpaque(context).takeUnretainedValue()
        buffers.receive(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    private static let receiveBody: CurlHandle.TransferFunction = { bytes, size, count, context in
        guard let context else { return 0 }
        let buffers = Unmanaged<TransferBuffers>.fromOpaque(context).takeUnretainedValue()
        return buffers.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
        let piece = upload[sent...].prefix(target.count)
        target.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }

    private func receive(headerLine: UnsafeRawBufferPointer) {
        let line = String(decoding: headerLine, as: UTF8.self)
        // An interim answer, or that of a proxy, came before.
        if line.hasPrefix("HTTP/") { header = [] }
        if header.count < Self.maximumHeaderLines { header.append(line) }
    }

    /// Anything less than the given count ends the transfer.
    private func receive(body piece: UnsafeRawBufferPointer) -> Int {
        let kept = piece.prefix(maximumBody - body.count)
        body += kept
        isBodyCut = kept.count < piece.count
        return kept.count
    }
}
