/// One function on a stack, as a person would write it.
public struct Frame: Sendable, Hashable, Codable {
    /// Where a frame comes from.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// The application's own code.
        case application
        /// A library, a framework or the Swift runtime.
        case library
        /// Not a function: a note of perfmon's, such as `(not sampled)`.
        case synthetic
    }

    /// The function's name, such as `UserRepository.load(id:)`; when no symbol is known, the address in the file
    /// where the function begins or, if that is not known either, of the instruction: `0x…`.
    public var function: String
    /// The Swift module or, for other code, the name of the image (`libc.so.6`).
    public var module: String?
    /// The path of the source file as the compiler recorded it.
    public var file: String?
    /// The line of the call or of the `await`, from 1.
    public var line: Int?
    /// Application, library or synthetic.
    public var origin: Origin

    /// Creates a frame.
    public init(
        function: String,
        module: String? = nil,
        file: String? = nil,
        line: Int? = nil,
        origin: Origin = .application
    ) {
        self.function = function
        self.module = module
        self.file = file
        self.line = line
        self.origin = origin
    }
}
