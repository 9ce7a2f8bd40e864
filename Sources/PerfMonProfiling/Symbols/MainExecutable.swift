#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The file this process runs.
enum MainExecutable {
    /// A link to the running executable that leads to it even after it was replaced or removed.
    static let link = "/proc/self/exe"

    /// The path it was started from, nil where the system does not tell.
    static func path() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = readlink(link, &buffer, buffer.count)
        guard length > 0 else { return nil }
        let path = String(decoding: buffer[..<length], as: UTF8.self)
        // What Linux adds after a deployment put another file in its place.
        let mark = " (deleted)"
        return path.hasSuffix(mark) ? String(path.dropLast(mark.count)) : path
    }
}
