internal import PerfMonModel

/// Symbols for profiles, whose images may be others than those of now.
package struct ProfileSymbolizer {
    private var images: [LoadedImage] = []
    private var symbolizer: Symbolizer

    /// `applicationModules`: the modules shown as the application's own; empty means those of the executable's package.
    package init(applicationModules: [String]) {
        symbolizer = Symbolizer(images: [], applicationModules: applicationModules)
    }

    /// Goes on with the images that were loaded when the addresses to come were sampled.
    mutating func use(_ images: [LoadedImage]) {
        guard images != self.images else { return }
        self.images = images
        symbolizer.use(images)
    }

    mutating func symbolize(_ address: UInt64, _ kind: AddressKind) -> [SymbolizedFrame] {
        symbolizer.symbolize(address, kind)
    }
}
