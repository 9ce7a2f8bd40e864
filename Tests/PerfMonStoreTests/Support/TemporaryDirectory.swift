internal import Foundation
internal import Testing

/// A directory of its own for one test; removed with everything in it at the end of its life.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "perfmon-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = url.resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    static func / (directory: TemporaryDirectory, name: String) -> String {
        "\(directory.path)/\(name)"
    }
}

/// The permission bits of a file or directory.
func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
}

/// Everything in a directory, hidden entries too, in alphabetical order.
func entries(of path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}

func content(of path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path)))
}

func writeFile(_ path: String, _ text: String = "") throws {
    try Data(text.utf8).write(to: URL(filePath: path))
}
