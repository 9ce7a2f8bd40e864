/// Reads a name as the Swift demangler writes it in full, and says it shorter.
///
/// The grammar, as far as it matters: prefixes, then entities joined by ` in ` from the inside out. An entity is a
/// path of components (the module first), generic parameters in `<>`, and then parameters in `()` for a function,
/// or an accessor's name and ` : Type` for a property.
struct SwiftNameParser {
    /// More text than this is never looked at, and more contexts are not named.
    private static let longestInput = 16_384
    private static let mostContexts = 12

    var scanner: NameScanner
    private var isHidden = false

    init(_ demangled: String) {
        scanner = NameScanner(demangled.utf8.count <= Self.longestInput ? demangled : String(demangled.prefix(Self.longestInput / 4)))
    }

    /// The short name, the module and whether the function only carries calls.
    mutating func parse() -> (text: String, module: String?, isHidden: Bool) {
        skipPrefixes()
        if let helper = compilerHelper() { return (helper, nil, true) }
        var parts: [String] = []
        var module: String?
        for position in 0..<Self.mostContexts {
            let entity = entity(isOutermost: position == 0)
            module = entity.module ?? module
            if entity.isLocalType, let inner = parts.popLast() {
                parts.append(entity.text + "." + inner)
            } else if !entity.text.isEmpty {
                parts.append(entity.text)
            }
            guard !scanner.hasPrefix(" in conformance "), scanner.skip(" in ") else { break }
        }
        return (parts.joined(separator: " in "), module, isHidden)
    }

    /// Skips what stands in front of the name, in any order and number.
    private mutating func skipPrefixes() {
        while true {
            if SwiftNamePrefix.dropped.contains(where: { scanner.skip($0) }) { continue }
            if SwiftNamePrefix.forwarding.contains(where: { scanner.skip($0) }) {
                isHidden = true
                continue
            }
            if SwiftNamePrefix.specialization.contains(where: { scanner.hasPrefix($0) }), skipSpecialization() { continue }
            if skipResumePrefix() { continue }
            return
        }
    }

    /// `(2) suspend resume partial function for `
    private mutating func skipResumePrefix() -> Bool {
        let start = scanner.index
        if scanner.skip("("), !scanner.readDigits().isEmpty,
            scanner.skip(") await resume partial function for ") || scanner.skip(") suspend resume partial function for ")
        {
            return true
        }
        scanner.rewind(to: start)
        return false
    }

    /// `generic specialization <Swift.Int> of `
    private mutating func skipSpecialization() -> Bool {
        let start = scanner.index
        scanner.skip(to: " of ", "<")
        if scanner.next == UInt8(ascii: "<") { scanner.skipElement() }
        if scanner.skip(" of ") { return true }
        scanner.rewind(to: start)
        return false
    }

    /// The first words of a name that the compiler made up.
    private mutating func compilerHelper() -> String? {
        let start = scanner.index
        let isHelper = SwiftNamePrefix.helper.contains { scanner.hasPrefix($0) }
        scanner.skip(to: " value witness for ", " for ", " of ", " from ", " helper", "<")
        guard isHelper || scanner.skip(" value witness") else {
            scanner.rewind(to: start)
            return nil
        }
        let words = scanner.text(from: start)
        return words.last == " " ? String(words.dropLast()) : words
    }
}
