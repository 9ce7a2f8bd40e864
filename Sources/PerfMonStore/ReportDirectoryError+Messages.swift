#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension ReportDirectoryError {
    /// A failure that no system call reports.
    init(_ code: Code, at path: String) {
        let message =
            switch code {
            case .invalidPath:
                "a path has at least one character and no NUL character; set reports.path to a directory"
            case .notADirectory:
                "it exists and is not a directory; remove it or set reports.path to another directory"
            case .untrusted:
                "others could replace or redirect the reports; set reports.path to a directory that only user \(geteuid()) "
                    + "can change"
            case .invalidName:
                "a report's name has 1 to \(ReportFileName.maximumLength) of the characters A-Z a-z 0-9 . _ -, no leading dot "
                    + "and no two dots in a row"
            default:
                "it failed (\(code))"
            }
        self.init(code, at: path, message: message)
    }

    /// A system call's failure.
    init(_ failure: Errno, at path: String) {
        let (code, message): (Code, String) =
            switch failure.number {
            case ENOTDIR, EISDIR:
                (.notADirectory, "a part of the path is not a directory; remove it or set reports.path to another directory")
            case ENAMETOOLONG:
                (.invalidPath, "the path is too long for the file system; set reports.path to a shorter one")
            case ELOOP:
                (.untrusted, "a symbolic link is in the way; set reports.path to the directory itself")
            case EACCES, EPERM:
                (
                    .permissionDenied,
                    "permission denied; give user \(geteuid()) write access or set reports.path to another directory"
                )
            case EROFS:
                (
                    .readOnlyFileSystem,
                    "the file system is read-only; mount it writable or set reports.path to a directory on another one"
                )
            case ENOSPC, EDQUOT:
                (.noSpace, "no space left; free some or set reports.path to a directory on another file system")
            case EFBIG:
                (.tooLarge, "the report is larger than this process may write; raise the limit (ulimit -f)")
            case EMFILE, ENFILE:
                (.systemError, "too many files are open; raise the limit (ulimit -n) or look for descriptors that are not closed")
            case EEXIST:
                (.nameExists, "a report of that name exists; it was left as it is")
            case ENOENT:
                (.systemError, "it disappeared or is a symbolic link to nowhere; set reports.path to a directory that stays")
            default:
                (.systemError, "\(failure); set reports.path to a directory on a working local file system")
            }
        self.init(code, at: path, message: message)
    }
}
