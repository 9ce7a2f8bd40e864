/// Allowed values, numbers and text.
extension SchemaValidator {
    /// What the file says there, without quotes.
    private func written(_ node: Node) -> String {
        Printable.text(node.scalar?.text ?? source.text(node.range), limit: 60)
    }

    /// `enum` and `const`.
    mutating func checkValue(_ node: Node, _ schema: JSONSchema, at location: Location) -> Bool {
        guard let allowed = schema.allowedValues else { return true }
        guard let scalar = node.scalar else { return false }
        let isText = scalar.origin == .reference || scalar.value == .text
        let literal = isText ? JSONSchema.Literal.text(scalar.text) : JSONSchema.Literal(scalar)
        if let literal, allowed.contains(literal) {
            warnOfPlannedValue(scalar, node, schema, at: location)
            return true
        }
        let names = allowed.map(\.description)
        if location.path == "version" {
            report(
                .unsupportedVersion, "this perfmon reads version 1 of the format only", label: "write `version: 1`", node, at: location,
                suggestion: "1")
            return false
        }
        let nearest = scalar.origin == .file ? EditDistance.nearest(to: scalar.text, in: names) : nil
        let isShown = !schema.annotations.isSecret && scalar.origin == .file
        let role = location.isKey ? subject(of: location) : "a value of `\(location.path)`"
        report(
            .notAllowed, "\(isShown ? "`\(written(node))`" : "what this reference stands for") is not \(role)",
            label: nearest.map { "did you mean `\($0)`?" } ?? (names.count == 1 ? "expected `\(names[0])`" : nil),
            allowed: names, node, at: location, suggestion: nearest)
        return false
    }

    private mutating func warnOfPlannedValue(_ scalar: Scalar, _ node: Node, _ schema: JSONSchema, at location: Location) {
        guard schema.annotations.plannedValues.contains(scalar.text) else { return }
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
            let subject = scalar.origin != .file ? "the value of this reference" : scalar.text.isEmpty ? "this" : "`\(written(node))`"
            report(
                format.code, "\(subject) \(error.reason)", label: scalar.origin == .file ? error.hint : "expected \(format.noun)",
                node, at: location, suggestion: scalar.origin == .file ? error.suggestion : nil)
        }
    }

    mutating func checkScalar(_ scalar: Scalar, _ node: Node, _ schema: JSONSchema, at location: Location) {
        if schema.types.contains(.string) { return checkText(scalar, node, schema, at: location) }
        guard let number = scalar.value.number else { return }
        if number.isNaN || number < schema.minimum ?? -.infinity || number > schema.maximum ?? .infinity {
            report(.outOfRange, "`\(name(of: location))` must be \(range(schema))", label: "out of range", node, at: location)
        }
        let digits = scalar.text.drop { $0 == "-" || $0 == "+" }
        if scalar.isPlain, case .integer(let value) = scalar.value, digits.count > 1, digits.first == "0", digits.allSatisfy(\.isNumber),
            scalar.origin == .file
        {
            report(
                .ambiguousScalar, "`\(scalar.text)` is read as the decimal number \(value)", label: "YAML 1.1 tools read octal",
                help: "write \(value)", node, at: location, suggestion: String(value))
        }
    }

    private func range(_ schema: JSONSchema) -> String {
        switch (schema.minimum, schema.maximum) {
        case (let low?, let high?): "from \(shown(low)) to \(shown(high))"
        case (let low?, nil): "at least \(shown(low))"
        case (nil, let high?): "at most \(shown(high))"
        case (nil, nil): "a number"
        }
    }

    private func shown(_ number: Double) -> String { JSONSchema.Literal.number(number).description }

    private mutating func checkText(_ scalar: Scalar, _ node: Node, _ schema: JSONSchema, at location: Location) {
        let isShown = !schema.annotations.isSecret && scalar.origin == .file
        let count = scalar.text.unicodeScalars.count
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
        if let pattern = schema.pattern, !patterns.matches(scalar.text, pattern) {
            let role = location.isKey ? subject(of: location) : "a valid `\(name(of: location))`"
            return report(
                .malformedText, "\(isShown ? "`\(written(node))`" : "this value") is not \(role)",
                label: schema.annotations.patternErrorMessage ?? schema.annotations.summary, node, at: location)
        }
        if scalar.isPlain, isShown, schema.allowedValues == nil, ScalarResolver.booleanWords[scalar.text] != nil {
            report(
                .ambiguousScalar, "`\(scalar.text)` is text here, but a boolean to other YAML readers",
                label: "quote it: \"\(scalar.text)\"", node, at: location, suggestion: "\"\(scalar.text)\"")
        }
    }
}
