internal import PerfMonModel

/// What makes two frames the same function: everything but the line of the call.
struct FunctionKey: Hashable {
    var function: String
    var module: String?
    var origin: Frame.Origin

    init(_ frame: Frame) {
        function = frame.function
        module = frame.module
        origin = frame.origin
    }
}
