extension SwiftNameParser {
    /// The names of a path, without their generic arguments.
    mutating func components() -> [String] {
        var names: [String] = []
        while let name = component() {
            names.append(name)
            if scanner.next == UInt8(ascii: "<"), scanner.operatorLength() == nil { scanner.skipElement() }
            guard scanner.skip(".") else { break }
        }
        return names
    }

    private mutating func component() -> String? {
        if let length = scanner.operatorLength() {
            let start = scanner.index
            scanner.rewind(to: start + length)
            let name = scanner.text(from: start)
            _ = scanner.skip(" infix") || scanner.skip(" prefix") || scanner.skip(" postfix")
            return name
        }
        if scanner.next == UInt8(ascii: "(") { return discriminated() }
        if scanner.skip("`") {
            let name = scanner.read { $0 != UInt8(ascii: "`") }
            _ = scanner.skip("`")
            return "`\(name)`"
        }
        let name = scanner.read { !" .:,<>()[]@".utf8.contains($0) }
        return name.isEmpty ? nil : name
    }

    /// A private declaration's name: `(load in _8E34…)`; nil for a list of parameters.
    private mutating func discriminated() -> String? {
        let start = scanner.index
        _ = scanner.skip("(")
        let isExtension = scanner.skip("extension in ")
        let name = scanner.operatorLength() == nil ? scanner.read { !" ():,".utf8.contains($0) } : component() ?? ""
        guard !name.isEmpty, !isExtension, scanner.hasPrefix(" in ") || scanner.hasPrefix(" #") else {
            scanner.rewind(to: start)
            return nil
        }
        scanner.rewind(to: start)
        scanner.skipElement()
        return name
    }

    /// The labels of a list of parameters: `(id:_:)`.
    mutating func parameters() -> String {
        _ = scanner.skip("(")
        var labels = "("
        while let next = scanner.next, next != UInt8(ascii: ")") {
            labels += parameterLabel() + ":"
            scanner.skip(to: ", ", ")")
            _ = scanner.skip(", ")
        }
        scanner.advance()
        return labels + ")"
    }

    private mutating func parameterLabel() -> String {
        let start = scanner.index
        let name =
            scanner.skip("`") ? "`" + scanner.read { $0 != UInt8(ascii: "`") } + "`" : scanner.read { !" .:,<>()[]?".utf8.contains($0) }
        _ = scanner.skip("`")
        if scanner.hasPrefix(": "), !name.isEmpty { return name }
        scanner.rewind(to: start)
        return "_"
    }
}
