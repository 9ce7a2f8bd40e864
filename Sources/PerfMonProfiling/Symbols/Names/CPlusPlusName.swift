/// Names of C++ functions.
enum CPlusPlusName {
    /// A demangled name without parameters, template arguments and result: `swift::runJob`.
    static func short(_ demangled: String) -> String {
        var scanner = NameScanner(demangled)
        var name = ""
        while let next = scanner.next {
            if scanner.skip("(anonymous namespace)::") { continue }
            if scanner.skip("operator()") {
                name += "operator()"
            } else if scanner.skip("operator") {
                name += "operator" + scanner.read { $0 != UInt8(ascii: "(") }
            } else if next == UInt8(ascii: "(") {
                break
            } else if next == UInt8(ascii: "<") {
                scanner.skipElement()
            } else if next == UInt8(ascii: " ") {
                // What came before was the result's type.
                name = ""
                scanner.advance()
            } else {
                name += scanner.readComponent()
            }
        }
        return name.isEmpty ? demangled : name
    }
}

extension NameScanner {
    /// An identifier, or the punctuation between two.
    fileprivate mutating func readComponent() -> String {
        let name = read { !"(< :".utf8.contains($0) }
        return name + read { $0 == UInt8(ascii: ":") }
    }
}
