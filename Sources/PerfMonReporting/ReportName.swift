public import PerfMonModel

/// The name of a report's files: when, what, how slow, which; sorts by time.
///
/// Such as `20261122T153012.123Z_GET_users-_id_2310ms_4bf92f35`. It holds the route's template, never the path:
/// values from a path can be secret.
public struct ReportName: Sendable, Hashable, CustomStringConvertible {
    /// The name without an extension: at most 114 bytes of `[A-Za-z0-9._-]`.
    public let stem: String

    /// The name of the report on `request`.
    public init(_ request: RequestRecord) {
        let milliseconds = min(max(request.duration.nanoseconds / 1_000_000, 0), 999_999_999_999)
        stem = [
            UTCTime(request.start).basic,
            Self.slug(request.method, limit: 8, fallback: "METHOD"),
            Self.slug(request.route ?? "no-route", limit: 60, fallback: "root"),
            "\(milliseconds)ms",
            Self.slug(request.id, limit: 8, fallback: "0"),
        ].joined(separator: "_")
    }

    /// The stem.
    public var description: String { stem }

    /// `/` becomes `-`, runs of anything else that is unusual in a file name become one `_`.
    private static func slug(_ text: String, limit: Int, fallback: String) -> String {
        var slug: [UInt8] = []
        for byte in text.utf8 where slug.count < limit {
            switch byte {
            case UInt8(ascii: "/"):
                if !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                slug.append(byte)
            case UInt8(ascii: "."):
                // Two dots in a row would be refused as a file's name.
                if slug.last != byte { slug.append(byte) }
            default:
                if slug.last != UInt8(ascii: "_") { slug.append(UInt8(ascii: "_")) }
            }
        }
        while let last = slug.last, last == UInt8(ascii: "_") || last == UInt8(ascii: "-") { slug.removeLast() }
        return slug.isEmpty ? fallback : String(decoding: slug, as: UTF8.self)
    }
}
