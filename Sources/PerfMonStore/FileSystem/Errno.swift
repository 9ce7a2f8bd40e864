#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The error number of a failed system call.
struct Errno: Error, Hashable, CustomStringConvertible {
    var number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// The one of the system call that has just failed on this thread.
    static var last: Errno { Errno(errno) }

    var description: String { "\(String(cString: strerror(number))) (errno \(number))" }
}

/// Makes a system call, again when a signal interrupted it.
func retryingWhenInterrupted<Result: SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw Errno.last }
    }
}
