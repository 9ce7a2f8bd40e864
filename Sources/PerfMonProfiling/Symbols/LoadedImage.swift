/// A loaded ELF image as the sampler's module table knows it.
package struct LoadedImage: Sendable, Hashable {
    /// The path it was loaded from.
    package var path: String
    /// What was added to the file's addresses when it was loaded.
    package var loadBias: UInt64
    /// The run-time address of its first executable byte.
    package var textStart: UInt64
    /// The run-time address after its last executable byte.
    package var textEnd: UInt64
    /// By which the linker tells one build from another; empty when the image does not say.
    package var buildIdentifier: [UInt8]

    package init(path: String, loadBias: UInt64, textStart: UInt64, textEnd: UInt64, buildIdentifier: [UInt8] = []) {
        self.path = path
        self.loadBias = loadBias
        self.textStart = textStart
        self.textEnd = textEnd
        self.buildIdentifier = buildIdentifier
    }

    /// The file's name, which stands for the module of code that has none.
    var name: String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? path
    }

    /// Whether it lies where the system keeps its libraries.
    var isOfSystem: Bool {
        ["/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"].contains(where: path.hasPrefix)
    }
}
