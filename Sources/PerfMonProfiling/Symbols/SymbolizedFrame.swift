package import PerfMonModel

/// A frame and what the profile builder needs to know beyond it.
package struct SymbolizedFrame: Sendable, Hashable {
    /// The frame as it is reported.
    package var frame: Frame
    /// Whether it only carries a call, as a thunk, a forwarder or the scheduler does, and says nothing to a reader.
    package var isHidden: Bool
    /// Whether the compiler inlined this function into the frame that follows it.
    package var isInlined: Bool
    /// What the frame does not say, because its image does not hold it.
    package var gap: SymbolGap?

    package init(frame: Frame, isHidden: Bool = false, isInlined: Bool = false, gap: SymbolGap? = nil) {
        self.frame = frame
        self.isHidden = isHidden
        self.isInlined = isInlined
        self.gap = gap
    }
}
