#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The largest file that the process may write (`ulimit -f`). Who writes beyond it is killed by SIGXFSZ.
enum FileSizeLimit {
    static var current: UInt64 {
        var limit = rlimit()
        #if canImport(Glibc)
        let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
        let resource = RLIMIT_FSIZE
        #endif
        guard getrlimit(resource, &limit) == 0 else { return .max }
        return UInt64(limit.rlim_cur)
    }
}
