#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The prices, from a driver that knows only blocking calls; `usleep` stands for it.
struct PriceList: Sendable {
    func fetch() async -> [String: Int] {
        usleep(800_000)
        return ["teapot": 2990, "cup": 790]
    }
}
