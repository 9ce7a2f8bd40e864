internal import CPerfMonResources

/// The one style sheet and the one script of a report.
enum ReportAssets {
    static var style: HTML { HTML(resource: bytes(perfmon_resource_report_css())) }
    static var script: HTML { HTML(resource: bytes(perfmon_resource_report_javascript())) }

    /// SHA-256 of ``style`` and ``script`` in base64, so that a page can forbid every other one.
    /// `scripts/update-report-hashes.sh` writes them, a test compares them.
    static let styleHash: StaticString = "7Br45zYU/KvRVgyRSAERdaaC/AdVjfA28V335SWhu70="
    static let scriptHash: StaticString = "II8LY8ODe6x9ieW2uQ+rp+Kirbw2cA1JgbPm5YkLwsQ="

    private static func bytes(_ resource: perfmon_resource) -> [UInt8] {
        Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
    }
}
