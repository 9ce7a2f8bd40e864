/// Names of system calls in which threads are commonly found blocked.
enum SystemCallName {
    /// The name, or `number 437` for one that is not listed.
    static func name(of number: Int) -> String {
        #if arch(x86_64)
        names[number] ?? "number \(number)"
        #else
        "number \(number)"
        #endif
    }

    /// Whether the first argument is an open file.
    static func takesFile(_ number: Int) -> Bool {
        #if arch(x86_64)
        files.contains(number)
        #else
        false
        #endif
    }

    /// What a file is for a person: numbers of pipes and sockets say nothing.
    static func describe(_ file: String) -> String {
        if file.hasPrefix("pipe:") { return "a pipe" }
        if file.hasPrefix("socket:") { return "a socket" }
        if file.hasPrefix("anon_inode:") { return String(file.dropFirst("anon_inode:".count).filter { $0 != "[" && $0 != "]" }) }
        return file
    }

    // read, write, pread64, pwrite64, readv, writev, ioctl, connect, accept, sendto, recvfrom, sendmsg, recvmsg, fcntl, flock, fsync,
    // fdatasync, ftruncate, fallocate, accept4, preadv, pwritev, recvmmsg, sendmmsg
    private static let files: Set<Int> = [
        0, 1, 16, 17, 18, 19, 20, 42, 43, 44, 45, 46, 47, 72, 73, 74, 75, 77, 285, 288, 295, 296, 299, 307,
    ]

    // Linux, arch/x86/entry/syscalls/syscall_64.tbl
    private static let names: [Int: String] = [
        0: "read", 1: "write", 2: "open", 3: "close", 4: "stat", 5: "fstat", 6: "lstat", 7: "poll", 8: "lseek", 9: "mmap",
        10: "mprotect", 11: "munmap", 16: "ioctl", 17: "pread64", 18: "pwrite64", 19: "readv", 20: "writev", 22: "pipe",
        23: "select", 24: "sched_yield", 25: "mremap", 26: "msync", 28: "madvise", 34: "pause", 35: "nanosleep", 42: "connect",
        43: "accept", 44: "sendto", 45: "recvfrom", 46: "sendmsg", 47: "recvmsg", 56: "clone", 57: "fork", 58: "vfork",
        59: "execve", 61: "wait4", 65: "semop", 70: "msgrcv", 72: "fcntl", 73: "flock", 74: "fsync", 75: "fdatasync",
        76: "truncate", 77: "ftruncate", 82: "rename", 83: "mkdir", 87: "unlink", 128: "rt_sigtimedwait", 130: "rt_sigsuspend",
        202: "futex", 217: "getdents64", 220: "semtimedop", 230: "clock_nanosleep", 232: "epoll_wait", 247: "waitid",
        257: "openat", 262: "newfstatat", 263: "unlinkat", 264: "renameat", 270: "pselect6", 271: "ppoll", 275: "splice",
        277: "sync_file_range", 281: "epoll_pwait", 285: "fallocate", 288: "accept4", 295: "preadv", 296: "pwritev",
        299: "recvmmsg", 306: "syncfs", 307: "sendmmsg", 318: "getrandom", 326: "copy_file_range", 426: "io_uring_enter",
        435: "clone3", 441: "epoll_pwait2", 449: "futex_waitv",
    ]
}
