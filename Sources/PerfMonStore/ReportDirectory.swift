#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The directory that reports are written to. A report is there completely or not at all.
///
/// Any number of threads and processes may use the same directory. Nothing is flushed to the disk (`fsync`): the content
/// survives the end of this process, a report is not worth the wait for surviving a power cut.
public struct ReportDirectory: Sendable {
    /// The absolute path, without symbolic links.
    public let path: String
    private let fileMode: mode_t

    /// Creates the directory with mode 0700 if it is missing, parents included, and proves that it can be written to.
    ///
    /// Remains of writers that died are removed.
    ///
    /// - Parameters:
    ///   - path: The directory; a relative path counts from the current directory at this moment.
    ///   - fileMode: The mode of every report, whatever the umask.
    /// - Throws: ``ReportDirectoryError`` when reports cannot be written there safely.
    public init(path: String, fileMode: UInt16 = 0o600) throws(ReportDirectoryError) {
        self.path = try ReportDirectoryPreparation.prepare(path)
        self.fileMode = mode_t(fileMode & 0o777)

        let directory = try Self.open(self.path)
        do {
            let now = try directory.probe()
            directory.removeTemporaryFiles(olderThan: now - 3600)
        } catch {
            throw ReportDirectoryError(error, at: self.path)
        }
    }

    /// Writes a report.
    ///
    /// If the directory was removed meanwhile, it is made anew.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: 1 to 200 of the characters `A-Z a-z 0-9 . _ -`, without a leading dot and without `..`.
    /// - Returns: The path of the report.
    /// - Throws: ``ReportDirectoryError``; then nothing of the report is left. A name that exists is an error: names
    ///   carry the request's identity, so the same name twice is the same report twice.
    public func write(_ bytes: [UInt8], named name: String) throws(ReportDirectoryError) -> String {
        let report = "\(path)/\(name)"
        guard ReportFileName.isValid(name) else { throw ReportDirectoryError(.invalidName, at: report) }
        guard bytes.count <= FileSizeLimit.current else { throw ReportDirectoryError(Errno(EFBIG), at: report) }

        let directory = try Self.open(path)
        do {
            try directory.write(bytes, named: name, mode: fileMode)
        } catch {
            throw ReportDirectoryError(error, at: report)
        }
        return report
    }

    /// The bytes of a report. Larger files than any report are refused.
    package static func read(_ path: String) throws(ReportDirectoryError) -> [UInt8] {
        do {
            return try FileDescriptor(opening: path, flags: O_RDONLY | O_NOFOLLOW).read(atMost: 64 << 20)
        } catch {
            throw ReportDirectoryError(error, at: path)
        }
    }

    private static func open(_ path: String) throws(ReportDirectoryError) -> Directory {
        do {
            return try Directory(opening: path)
        } catch let error where error == Errno(ENOENT) {
            try ReportDirectoryPreparation.prepare(path)
        } catch {
            throw ReportDirectoryError(error, at: path)
        }
        do {
            return try Directory(opening: path)
        } catch {
            throw ReportDirectoryError(error, at: path)
        }
    }
}
