internal import PerfMonModel

/// Takes out of a stack what the compiler added to what a person wrote.
enum FrameCleaning {
    /// `frames`: innermost first.
    static func clean(_ frames: [Frame]) -> [Frame] {
        var cleaned: [Frame] = []
        for frame in frames {
            // `use: controller.show` and `async let` make closures that only call; one in which the time itself was spent stays.
            if !cleaned.isEmpty, frame.function.hasPrefix("implicit closure #") { continue }
            if let last = cleaned.last, isSameCall(last, frame) {
                if last.line == nil { cleaned[cleaned.count - 1] = frame }
                continue
            }
            cleaned.append(frame)
        }
        return cleaned
    }

    /// Optimised code can hold one call as two frames, of which one has no line. Recursion has a line in both.
    private static func isSameCall(_ left: Frame, _ right: Frame) -> Bool {
        left.function == right.function && left.module == right.module && (left.line == nil) != (right.line == nil)
    }
}
