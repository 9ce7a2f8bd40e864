internal import PerfMonModel

/// Turns addresses into functions with names, files and lines.
///
/// Made for one thread that writes reports, never for the path of a request. Each ELF file is opened once, when the
/// first address in it is asked for; what was answered before is answered from memory.
package struct Symbolizer {
    /// The addresses whose frames are remembered, so that memory stays bounded in a process that runs for months.
    private static let largestCache = 16_384

    private struct Key: Hashable {
        var address: UInt64
        var kind: AddressKind
    }

    private let images: [LoadedImage]
    private let applicationModules: Set<String>
    private var symbols: [Int: ImageSymbols] = [:]
    private var cache: [Key: [SymbolizedFrame]] = [:]

    /// Creates a symbolizer for the images of this process.
    ///
    /// `applicationModules` names the Swift modules that are the application's own; empty leaves it to where the
    /// sources lie.
    package init(images: [LoadedImage], applicationModules: [String] = []) {
        self.images = images.sorted { $0.textStart < $1.textStart }
        self.applicationModules = Set(applicationModules)
    }

    /// The functions at a run-time address: the innermost inlined one first, the function that contains them last.
    ///
    /// One frame when nothing was inlined; never none: an unknown address is named by its number.
    package mutating func symbolize(_ address: UInt64, _ kind: AddressKind) -> [SymbolizedFrame] {
        let key = Key(address: address, kind: kind)
        if let known = cache[key] { return known }
        if cache.count >= Self.largestCache { cache.removeAll(keepingCapacity: true) }
        let frames = frames(at: address, kind)
        cache[key] = frames
        return frames
    }

    private mutating func frames(at address: UInt64, _ kind: AddressKind) -> [SymbolizedFrame] {
        let lookup = kind == .returnAddress ? address &- 1 : address
        guard let index = imageIndex(at: lookup) else {
            return [SymbolizedFrame(frame: Frame(function: hexadecimal(address), origin: .library))]
        }
        let image = images[index]
        let symbols = symbols[index] ?? ImageSymbols(path: image.path)
        self.symbols[index] = symbols
        let fileAddress = lookup &- image.loadBias
        guard let name = symbols.functionName(at: fileAddress) else {
            return [SymbolizedFrame(frame: Frame(function: hexadecimal(fileAddress), module: image.name, origin: .library))]
        }
        return [SymbolizedFrame(frame: Frame(function: name, module: image.name, origin: .library))]
    }

    private func imageIndex(at address: UInt64) -> Int? {
        var low = 0
        var high = images.count
        while low < high {
            let middle = (low + high) / 2
            if images[middle].textStart <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 && address < images[low - 1].textEnd ? low - 1 : nil
    }

    private func hexadecimal(_ address: UInt64) -> String {
        "0x" + String(address, radix: 16)
    }
}
