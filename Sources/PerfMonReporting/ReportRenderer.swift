public import PerfMonModel

/// Turns an incident into the bytes of a file. A renderer does no I/O and is called on a background thread.
public protocol ReportRenderer: Sendable {
    /// Without the dot.
    var fileExtension: String { get }

    /// The whole file, in UTF-8 for text formats. The same incident gives the same bytes.
    func render(_ incident: Incident) -> [UInt8]
}
