/// Allowed values, numbers and text.
extension SchemaValidator {
    /// What the file says there, without quotes.
    private func written(_ node: Node) -> String {
        Printable.text(node.scalar?.text ?? source.text(node.range), limit: 60)
    }

    /// `enum` and `const`.
    mutating func checkValue(_ node: Node, _ schema: JSONSchema, at location: Location) -> Bool {
        guard let allowed = schema.allowedValues else { return true }
        let isText = node.scalar?.origin == .reference
        let value = node.scalar.map { isText ? .text($0.text) : JSONValue($0) } ?? JSONValue(node)
        if allowed.contains(value) || isText && allowed.contains(JSONValue(node)) {
            warnOfPlannedValue(node, schema, at: location)
            return true
        }
        let names = allowed.map(\.description)
        if path == "version" {
            report(
                .unsupportedVersion, "this perfmon reads version 1 of the format only", label: "write `version: 1`", node, at: location,
                suggestion: "1")
            return false
        }
        let isShown = !schema.annotations.isSecret && [.file, .environment].contains(node.scalar?.origin ?? .file)
        let nearest = isShown ? node.scalar.flatMap { EditDistance.nearest(to: $0.text, in: names) } : nil
        let role = location.isKey ? subject(of: location) : "a value of `\(path)`"
        report(
            .notAllowed, "\(isShown ? "`\(written(node))`" : "what this reference stands for") is not \(role)",
            label: nearest.map { "did you mean `\($0)`?" } ?? (names.count == 1 ? "expected `\(names[0])`" : nil),
            allowed: names, node, at: location, suggestion: nearest)
        return false
    }

    private mutating func warnOfPlannedValue(_ node: Node, _ schema: JSONSchema, at location: Location) {
        guard let scalar = node.scalar, schema.annotations.plannedValues.contains(scalar.text) else { return }
        report(
            .notEffectiveYet, "this version of perfmon does not write `\(scalar.text)` yet", label: "has no effect",
            help: "formats written now: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))", node, at: location)
    }

    mutating func check(_ node: Node, _ format: ValueFormat, _ schema: JSONSchema, at location: Location) {
        guard let scalar = node.scalar else { return reportType(node, expected: format.noun, at: location) }
        let isText = scalar.value == .text || scalar.origin == .reference
        guard isText || format.readsNumbers && scalar.value.number != nil else {
            return reportType(node, expected: format.noun, at: location)
        }
        do {
            try format.check(scalar.text)
        } catch {
            // A hint may quote a part of the value.
            let isHidden = schema.annotations.isSecret || scalar.origin == .reference
            let subject =
                scalar.origin == .reference
                ? "the value of this reference"
                : schema.annotations.isSecret ? "this value" : scalar.text.isEmpty ? "this" : "`\(written(node))`"
            report(
                format.code, "\(subject) \(error.reason)", label: isHidden ? "expected \(format.noun)" : error.hint,
                node, at: location, suggestion: isHidden || scalar.origin != .file ? nil : error.suggestion)
        }
    }

    mutating func checkScalar(_ scalar: Scalar, _ node: Node, _ schema: JSONSchema, at location: Location) {
        if scalar.value == .text || scalar.origin == .reference && schema.types.contains(.string) {
            return checkText(scalar, node, schema, at: location)
        }
        guard let number = scalar.value.number else { return }
        if !isInRange(number, schema) {
            report(.outOfRange, "`\(name(of: location))` must be \(range(schema))", label: "out of range", node, at: location)
        } else if let factor = schema.multipleOf, !isMultiple(number, of: factor) {
            report(.outOfRange, "`\(name(of: location))` must be a multiple of \(shown(factor))", node, at: location)
        }
        guard scalar.isPlain, scalar.origin == .file, let noun = OlderYAML.noun(ofNumber: scalar.text) else { return }
        let decimal = JSONValue(scalar).description
        report(
            .ambiguousScalar, "`\(written(node))` is read as the decimal number \(decimal)", label: "YAML 1.1 tools read \(noun)",
            help: "write \(decimal)", node, at: location, suggestion: decimal)
    }

    private func isInRange(_ number: Double, _ schema: JSONSchema) -> Bool {
        !number.isNaN && number >= schema.minimum ?? -.infinity && number <= schema.maximum ?? .infinity
            && schema.exclusiveMinimum.map { number > $0 } ?? true && schema.exclusiveMaximum.map { number < $0 } ?? true
    }

    /// Decimal fractions have no exact value, so the quotient need only be nearly whole.
    private func isMultiple(_ number: Double, of factor: Double) -> Bool {
        let quotient = number / factor
        return quotient.isFinite && abs(quotient - quotient.rounded()) <= 1e-9 * max(1, abs(quotient))
    }

    private func range(_ schema: JSONSchema) -> String {
        let low = schema.minimum.map { "at least \(shown($0))" } ?? schema.exclusiveMinimum.map { "above \(shown($0))" }
        let high = schema.maximum.map { "at most \(shown($0))" } ?? schema.exclusiveMaximum.map { "below \(shown($0))" }
        if let low = schema.minimum, let high = schema.maximum { return "from \(shown(low)) to \(shown(high))" }
        return [low, high].compactMap(\.self).joined(separator: " and ")
    }

    private func shown(_ number: Double) -> String { JSONValue.number(number).description }

    /// The number of characters, or of bytes if that says the same about the bounds: a character has one to four of them.
    private func length(of text: String, within bounds: ClosedRange<Int>) -> Int {
        let bytes = text.utf8.count
        return bytes <= bounds.upperBound && (bytes + 3) / 4 >= bounds.lowerBound ? bytes : text.unicodeScalars.count
    }

    private mutating func checkText(_ scalar: Scalar, _ node: Node, _ schema: JSONSchema, at location: Location) {
        let isShown = !schema.annotations.isSecret && scalar.origin == .file
        let count = length(of: scalar.text, within: schema.length)
        if count < schema.length.lowerBound {
            let message = count == 0 ? "`\(name(of: location))` is empty" : "`\(name(of: location))` is too short"
            return report(
                .wrongLength, message, label: count == 0 ? nil : "expected at least \(schema.length.lowerBound) characters", node,
                at: location)
        }
        if count > schema.length.upperBound {
            return report(
                .wrongLength, "`\(name(of: location))` is too long", label: "expected at most \(schema.length.upperBound) characters", node,
                at: location)
        }
        if let pattern = schema.pattern, !(schema.classes?.matches(scalar.text) ?? patterns.matches(scalar.text, pattern)) {
            let role = location.isKey ? subject(of: location) : "a valid `\(name(of: location))`"
            return report(
                .malformedText, "\(isShown ? "`\(written(node))`" : "this value") is not \(role)",
                label: schema.annotations.patternErrorMessage ?? schema.annotations.summary, node, at: location)
        }
        if scalar.isPlain, isShown, schema.allowedValues == nil, let noun = OlderYAML.noun(ofText: scalar.text) {
            report(
                .ambiguousScalar, "`\(written(node))` is text here, but \(noun) to other YAML readers",
                label: "quote it: \"\(written(node))\"", node, at: location, suggestion: "\"\(scalar.text)\"")
        }
    }
}
