internal import PerfMonModel

/// Turns addresses into functions with names, files and lines.
///
/// Made for one thread that writes reports, never for the path of a request. Each ELF file is opened once, when the
/// first address in it is asked for; what was answered before is answered from memory.
package struct Symbolizer {
    /// The addresses whose frames are remembered, so that memory stays bounded in a process that runs for months.
    private static let largestCache = 16_384

    private struct Key: Hashable {
        /// Which of the opened images.
        var image: Int
        var address: UInt64
        var kind: AddressKind
    }

    /// An image whose files were opened.
    private struct Opened {
        let number: Int
        let symbols: ImageSymbols
    }

    private var images: [LoadedImage] = []
    private let applicationModules: Set<String>
    private let mainExecutablePath: String?
    private let isThisProcess: Bool
    private let debugDirectory: String
    private var opened: [LoadedImage: Opened] = [:]
    private var openings = 0
    private var knownOwnership: CodeOwnership?
    private var cache: [Key: [SymbolizedFrame]] = [:]

    /// Creates a symbolizer for the images of this process.
    ///
    /// `applicationModules` names the Swift modules that are the application's own; empty leaves it to where the
    /// sources lie.
    package init(images: [LoadedImage], applicationModules: [String] = []) {
        self.applicationModules = Set(applicationModules)
        mainExecutablePath = MainExecutable.path()
        isThisProcess = true
        debugDirectory = DebugFileSearch.globalDirectory
        use(images)
    }

    /// Goes on with other images of this process. What was read of those that are still there is kept: a library that is loaded or unloaded
    /// changes nothing for the others.
    package mutating func use(_ images: [LoadedImage]) {
        var images = images.sorted { $0.textStart < $1.textStart }
        // The dynamic linker leaves the executable's path empty.
        for index in images.indices where ["", MainExecutable.link].contains(images[index].path) {
            images[index].path = mainExecutablePath ?? ""
        }
        let previous = self.images
        self.images = images
        if opened.count > 2 * images.count {
            let current = Set(images)
            opened = opened.filter { current.contains($0.key) }
        }
        // Without a build id, only the file says whether what was loaded again is what was there before.
        for image in Set(images).subtracting(previous) where image.buildIdentifier.isEmpty {
            if opened[image]?.symbols.sources.image?.file.isAt(image.path) == false { opened[image] = nil }
        }
    }

    /// Creates a symbolizer for the executable of another process, which is the only image.
    ///
    /// `debugDirectory` is where separate debug information is kept, besides the executable's own directory.
    package init(
        executable: LoadedImage,
        applicationModules: [String] = [],
        debugDirectory: String = "/usr/lib/debug"
    ) {
        self.applicationModules = Set(applicationModules)
        mainExecutablePath = executable.path
        isThisProcess = false
        self.debugDirectory = debugDirectory
        images = [executable]
    }

    /// The functions at a run-time address: the innermost inlined one first, the function that contains them last.
    ///
    /// One frame when nothing was inlined; never none: an unknown address is named by its number.
    package mutating func symbolize(_ address: UInt64, _ kind: AddressKind) -> [SymbolizedFrame] {
        let lookup = kind == .returnAddress ? address &- 1 : address
        guard let image = image(at: lookup) else {
            return [SymbolizedFrame(frame: Frame(function: hexadecimal(address), origin: .library))]
        }
        let opened = opened(image)
        let key = Key(image: opened.number, address: address, kind: kind)
        if let known = cache[key] { return known }
        if cache.count >= Self.largestCache { cache.removeAll(keepingCapacity: true) }
        let frames = frames(at: lookup &- image.loadBias, kind, in: image, opened.symbols)
        cache[key] = frames
        return frames
    }

    private mutating func frames(
        at fileAddress: UInt64, _ kind: AddressKind, in image: LoadedImage, _ symbols: ImageSymbols
    ) -> [SymbolizedFrame] {
        let functions = symbols.functions(at: fileAddress, isResumption: kind == .asyncResume)
        guard !functions.isEmpty else {
            // A stripped executable has no module to go by: all of it counts as the application.
            let isApplication = image.path == mainExecutablePath && symbols.isStripped && applicationModules.isEmpty
            let origin: Frame.Origin = isApplication ? .application : .library
            // The address of the function, where that is known: what runs in one function is one function to the reader.
            let start = symbols.functionStart(at: fileAddress) ?? fileAddress
            let frame = Frame(function: hexadecimal(start), module: image.name, origin: origin)
            return [SymbolizedFrame(frame: frame, gap: gap(.names, of: symbols, image))]
        }
        return functions.enumerated().map { position, function in
            frame(of: function, in: image, symbols, isInlined: position < functions.count - 1)
        }
    }

    private mutating func frame(
        of function: ImageSymbols.Function,
        in image: LoadedImage,
        _ symbols: ImageSymbols,
        isInlined: Bool
    ) -> SymbolizedFrame {
        let name = FunctionName(symbol: function.symbol)
        let isApplication = ownership().isApplication(
            module: name.module,
            file: function.location.file,
            unitFile: function.unitFile,
            isMainExecutable: image.path == mainExecutablePath
        )
        let frame = Frame(
            function: name.text,
            module: name.module ?? image.name,
            file: function.location.file,
            line: function.location.line,
            origin: isApplication ? .application : .library
        )
        // Where a library's function stands in its source, hardly anyone asks.
        let gap = isApplication ? gap(of: function, symbols, image) : nil
        return SymbolizedFrame(frame: frame, isHidden: name.isHidden, isInlined: isInlined, gap: gap)
    }

    private func gap(of function: ImageSymbols.Function, _ symbols: ImageSymbols, _ image: LoadedImage) -> SymbolGap? {
        if function.location.file == nil, let gap = gap(.lines, of: symbols, image) { return gap }
        let isExecutable = image.path == mainExecutablePath
        return function.isSplit
            ? SymbolGap(image: image.name, isExecutable: isExecutable, missing: .inlinedFunctions, cause: .splitUnits)
            : gap(.inlinedFunctions, of: symbols, image)
    }

    private func gap(_ missing: SymbolGap.Missing, of symbols: ImageSymbols, _ image: LoadedImage) -> SymbolGap? {
        // The kernel's own part of a process, `linux-vdso.so.1`, is no file.
        guard image.path.hasPrefix("/") else { return nil }
        return symbols.sources.gap(missing, image: image.name, isExecutable: image.path == mainExecutablePath)
    }

    private mutating func opened(_ image: LoadedImage) -> Opened {
        if let known = opened[image] { return known }
        // The running executable's own file, even when another one was put in its place by a deployment.
        let path = isThisProcess && image.path == mainExecutablePath ? MainExecutable.link : image.path
        let sources = ImageSources(
            path: path,
            origin: image.path,
            loadBias: isThisProcess ? image.loadBias : nil,
            buildIdentifier: image.buildIdentifier,
            isSystemLibrary: image.isOfSystem && image.path != mainExecutablePath,
            debugDirectory: debugDirectory
        )
        openings += 1
        let result = Opened(number: openings, symbols: ImageSymbols(sources))
        opened[image] = result
        return result
    }

    private mutating func ownership() -> CodeOwnership {
        if let knownOwnership { return knownOwnership }
        let executable = images.first { $0.path == mainExecutablePath }
        let directory = executable.flatMap { opened($0).symbols.packageDirectory }
        let ownership = CodeOwnership(applicationModules: applicationModules, packageDirectory: directory)
        knownOwnership = ownership
        return ownership
    }

    private func image(at address: UInt64) -> LoadedImage? {
        let next = images.partitioningIndex { $0.textStart > address }
        return next > 0 && address < images[next - 1].textEnd ? images[next - 1] : nil
    }

    private func hexadecimal(_ address: UInt64) -> String {
        "0x" + String(address, radix: 16)
    }
}
