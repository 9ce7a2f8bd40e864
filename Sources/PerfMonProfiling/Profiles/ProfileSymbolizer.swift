internal import PerfMonModel

/// Symbols for profiles: one symbolizer for as long as the process' images stay the same.
package struct ProfileSymbolizer {
    private let applicationModules: [String]
    private var images: [LoadedImage] = []
    private var symbolizer: Symbolizer

    /// `applicationModules`: the modules shown as the application's own; empty means those of the executable's package.
    package init(applicationModules: [String]) {
        self.applicationModules = applicationModules
        symbolizer = Symbolizer(images: [], applicationModules: applicationModules)
    }

    mutating func use(_ images: [LoadedImage]) {
        guard images != self.images else { return }
        self.images = images
        symbolizer = Symbolizer(images: images, applicationModules: applicationModules)
    }

    mutating func symbolize(_ address: UInt64, _ kind: AddressKind) -> [SymbolizedFrame] {
        symbolizer.symbolize(address, kind)
    }
}
