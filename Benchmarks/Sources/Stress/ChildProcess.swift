internal import Foundation

/// A child of this process that runs `/bin/true`.
enum ChildProcess {
    private typealias Fork = @convention(c) () -> pid_t

    // Swift hides `fork`, because a child may do almost nothing before it calls `exec`.
    private static let fork = dlsym(nil, "fork").map { unsafeBitCast($0, to: Fork.self) }
    private static let arguments = CArguments(["/bin/true"])

    /// The child's process identifier, or -1.
    static func start() -> pid_t {
        guard let fork, let path = arguments.path else { return -1 }
        let arguments = arguments.pointer
        let child = fork()
        if child == 0 {
            execv(path, arguments)
            _exit(127)
        }
        return child
    }
}

/// Arguments as C wants them, for the life of the process.
struct CArguments: @unchecked Sendable {
    // Written once, before anyone can read it.
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    let path: UnsafeMutablePointer<CChar>?

    init(_ arguments: [String]) {
        pointer = .allocate(capacity: arguments.count + 1)
        for (index, argument) in arguments.enumerated() { (pointer + index).initialize(to: strdup(argument)) }
        (pointer + arguments.count).initialize(to: nil)
        path = pointer[0]
    }
}
