/// A status code such as `404`, or a class of them such as `5xx`.
public struct StatusPattern: Sendable, Hashable, CustomStringConvertible {
    /// The codes it stands for.
    public let codes: ClosedRange<Int>

    /// Reads `404` or `5xx`; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 3, let first = text.utf8.first, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(first) else { return nil }
        if text.hasSuffix("xx") {
            let hundred = Int(first - UInt8(ascii: "0")) * 100
            codes = hundred...hundred + 99
        } else {
            guard let code = Int(text) else { return nil }
            codes = code...code
        }
    }

    /// Whether it stands for this code.
    public func contains(_ status: Int) -> Bool { codes.contains(status) }

    /// `404` or `5xx`.
    public var description: String {
        codes.count == 1 ? String(codes.lowerBound) : "\(codes.lowerBound / 100)xx"
    }
}
