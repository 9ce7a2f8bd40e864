/// Plain scalars that YAML 1.1 and YAML 1.2 read differently.
enum OlderYAML {
    /// What YAML 1.1 makes of what YAML 1.2 reads as text; `nil` when that is text as well.
    static func noun(ofText text: String) -> String? {
        if ScalarResolver.isBooleanWord(text) { return "a boolean" }
        return text.withBytes { canBeginNumber($0.first) && isNumber($0) } ? "a number" : nil
    }

    /// What YAML 1.1 makes of what YAML 1.2 reads as a decimal number; `nil` when it reads the same.
    static func noun(ofNumber text: String) -> String? {
        text.withBytes { bytes in
            let digits = withoutSign(bytes[...])
            guard digits.count > 1 else { return nil }
            if digits.first == UInt8(ascii: "0") {
                if digits.dropFirst().first == UInt8(ascii: "o") { return "text" }
                if digits.allSatisfy(isDigit) { return "octal" }
            }
            guard digits.first != UInt8(ascii: "0") || digits.dropFirst().first != UInt8(ascii: "x"),
                let exponent = digits.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") })
            else { return nil }
            let hasSign = digits[(exponent + 1)...].first.map { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") } ?? false
            return hasSign && digits[..<exponent].contains(UInt8(ascii: ".")) ? nil : "text"
        }
    }

    /// Digits with `_` between them, binary numbers, hexadecimal ones with a sign, and minutes with seconds.
    private static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = withoutSign(bytes[...])
        guard let first = digits.first, isDigit(first), bytes.count <= 64 else { return false }
        let prefix = digits.dropFirst().first.map { $0 | 0x20 }
        if first == UInt8(ascii: "0"), prefix == UInt8(ascii: "b") || prefix == UInt8(ascii: "x") {
            let rest = digits.dropFirst(2)
            let isBinary = prefix == UInt8(ascii: "b")
            return !rest.isEmpty && rest.allSatisfy { $0 == UInt8(ascii: "_") || (isBinary ? $0 == 0x30 || $0 == 0x31 : isHexDigit($0)) }
        }
        if isSexagesimal(digits) { return true }
        return digits.contains(UInt8(ascii: "_"))
            && digits.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    /// `190:20:30`: a number below 60 behind each colon, and no zero first.
    private static func isSexagesimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count > 1, digits.first != UInt8(ascii: "0"), parts[0].allSatisfy(isDigit) else { return false }
        return parts.dropFirst().allSatisfy { part in
            1...2 ~= part.count && part.allSatisfy(isDigit) && (part.count == 1 || part[part.startIndex] < UInt8(ascii: "6"))
        }
    }

    private static func canBeginNumber(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }

    private static func withoutSign(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
    }
}
