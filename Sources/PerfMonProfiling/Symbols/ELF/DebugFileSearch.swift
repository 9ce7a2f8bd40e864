internal import PerfMonModel

/// Looks for the file that the symbols and the debug information of an image were split off into.
///
/// A debug file is never searched for another one, so that links cannot go round.
struct DebugFileSearch {
    /// Where distributions keep separate debug information.
    static let globalDirectory = "/usr/lib/debug"

    /// The debug file, when there is one that belongs to the image.
    private(set) var file: ELFFile?
    /// Where it is.
    private(set) var path: String?
    /// Why there is none; nil when nothing says that there should be one.
    private(set) var cause: SymbolGap.Cause?
    /// The name under which a file next to the image would be found.
    let expectedName: String?

    private let image: ELFFile
    private let identifier: BuildIdentifier?
    private let link: DebugLink?

    /// Searches for the debug file of the image that was loaded from `path`.
    init(of image: ELFFile, at path: String, globalDirectory: String = Self.globalDirectory) {
        self.image = image
        identifier = BuildIdentifier(image)
        link = DebugLink(image)
        let directories = Self.directories(of: path)
        let name = String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
        expectedName = link?.name ?? (identifier == nil ? nil : "\(name).debug")
        if let identifier { consider("\(globalDirectory)/.build-id/\(identifier.debugFilePath)", link: nil) }
        if let link {
            if file == nil { cause = cause ?? .debugFileNotFound }
            for directory in directories {
                consider("\(directory)/\(link.name)", link: link)
                consider("\(directory)/.debug/\(link.name)", link: link)
                consider("\(globalDirectory)\(directory)/\(link.name)", link: link)
            }
        }
        // Nothing names this one: only its build identifier can prove that it belongs here.
        if identifier != nil, let directory = directories.first { consider("\(directory)/\(name).debug", link: nil) }
    }

    private mutating func consider(_ candidate: String, link: DebugLink?) {
        guard file == nil, let opened = ImageFile(path: candidate), !opened.isSame(as: image.file) else { return }
        guard let debug = ELFFile(opened) else {
            cause = .debugFileUnreadable
            return
        }
        let itsIdentifier = BuildIdentifier(debug)
        if let identifier, let itsIdentifier, identifier != itsIdentifier {
            cause = .debugFileOfOtherBuild
        } else if let link, !link.matches(opened) {
            cause = .debugFileChecksum
        } else if link == nil, itsIdentifier == nil {
            cause = .debugFileOfOtherBuild
        } else {
            file = debug
            path = candidate
            cause = nil
        }
    }

    /// The directory a file was loaded from and, where a link led there, the one it really lies in.
    private static func directories(of path: String) -> [String] {
        let paths = [path, RealPath.of(path)].compactMap(\.self)
        var directories: [String] = []
        for path in paths {
            guard path.hasPrefix("/"), let end = path.lastIndex(of: "/") else { continue }
            let directory = String(path[..<end])
            if !directories.contains(directory) { directories.append(directory) }
        }
        return directories
    }
}
