#if canImport(Glibc)
internal import Glibc
#endif

/// Configurations of any size.
enum Samples {
    /// The files that are loaded, and how often.
    static let files = [
        (name: "60 lines", yaml: sixtyLines, runs: 401),
        (name: "1,000 routes", yaml: routes(1000), runs: 101),
        (name: "10,000 routes", yaml: routes(10_000), runs: 21),
    ]

    /// Routes of which half have wildcards.
    static func routes(_ count: Int) -> String {
        var text = "version: 1\nservice: { name: shop }\nroutes:\n"
        for index in 0..<count {
            text += "  - { name: r\(index), match: \"\(pattern(index))\", threshold: \(100 + index % 900)ms }\n"
        }
        return text
    }

    private static func pattern(_ index: Int) -> String {
        switch index % 4 {
        case 0: "/api/v1/service\(index)/items"
        case 1: "GET /api/v1/service\(index)/status"
        case 2: "/api/v1/service\(index)/{id}"
        default: "/api/v1/service\(index)/*"
        }
    }

    /// Paths of about 30 bytes, one for each of some routes.
    static func paths(_ count: Int) -> [String] {
        (0..<64).map { step in
            let index = step * 9973 % count
            return index % 4 == 0
                ? "/api/v1/service\(index)/items" : index % 4 == 1 ? "/api/v1/service\(index)/status" : "/api/v1/service\(index)/1234567890"
        }
    }

    /// The file that `scripts/benchmark-check.sh` has checked, too.
    static let sixtyLines: String = {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        guard let file = fopen("/\(folder)/sixty-lines.yaml", "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }()
}
