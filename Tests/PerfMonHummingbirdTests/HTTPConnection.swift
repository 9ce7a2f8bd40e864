#if Hummingbird

import Foundation

/// A client that speaks HTTP/1.1 over one socket and shows every byte of an answer.
final class HTTPConnection: Sendable {
    struct Failure: Error { let step: String, code: Int32 }

    private let file: Int32

    init(port: Int) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw Failure(step: "connect", code: errno) }
    }

    deinit { close(file) }

    /// Sends one request with `Connection: close`, and gives everything that comes back.
    static func exchange(
        port: Int,
        _ request: String,
        headers: [String] = []
    ) async throws -> String {
        try await onThread {
            let connection = try HTTPConnection(port: port)
            try connection.send(request, headers: headers + ["Connection: close"])
            return try connection.receive { _ in false }
        }
    }

    /// Runs blocking work on a thread of its own, never on one of the pool that the server needs.
    static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
        }
    }

    func send(_ request: String, headers: [String] = []) throws {
        let lines = ["\(request) HTTP/1.1", "Host: shop.test"] + headers
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Foundation.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(step: "send", code: errno) }
            sent += count
        }
    }

    /// Reads until the server closes the connection or `isEnough` says so.
    func receive(until isEnough: (String) -> Bool) throws -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isEnough(String(decoding: received, as: UTF8.self)) {
            let count = recv(file, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Failure(step: "receive", code: errno) }
            if count == 0 { break }
            received += buffer[..<count]
        }
        return String(decoding: received, as: UTF8.self)
    }
}

#endif
