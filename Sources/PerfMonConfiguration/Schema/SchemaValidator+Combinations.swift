/// `anyOf`, `oneOf`, `not`, and `if` with its branches.
extension SchemaValidator {
    mutating func checkCombinations(_ node: Node, _ schema: JSONSchema, at location: Location) {
        if !schema.anyOf.isEmpty { checkAlternatives(node, schema.anyOf, at: location) }
        if !schema.oneOf.isEmpty { checkExactlyOne(node, schema.oneOf, at: location) }
        if let forbidden = schema.not, accepts(node, forbidden, at: location) {
            report(.notAllowed, "\(subject(of: location)) has a value that is not allowed here", node, at: location)
        }
        guard let condition = schema.condition else { return }
        if let branch = accepts(node, condition.test, at: location) ? condition.then : condition.otherwise {
            validate(node, branch, at: location)
        }
    }

    /// Whether the value is valid, without reporting anything.
    private mutating func accepts(_ node: Node, _ schema: JSONSchema, at location: Location) -> Bool {
        var trial = SchemaValidator(source: source, schema: self.schema, nullIsAbsent: nullIsAbsent)
        trial.path = path
        // What has been compiled so far serves both.
        swap(&trial.patterns, &patterns)
        trial.validate(node, schema, at: location)
        swap(&trial.patterns, &patterns)
        return trial.errorCount == 0
    }

    /// Reports the errors of the one alternative that is meant, judging by the type of the value.
    private mutating func checkAlternatives(_ node: Node, _ alternatives: [JSONSchema], at location: Location) {
        let first = alternatives.firstIndex { TypeCheck.admits(node, $0) }
        if let first, !alternatives[(first + 1)...].contains(where: { TypeCheck.admits(node, $0) }) {
            return validate(node, alternatives[first], at: location)
        }
        let candidates = alternatives.filter { TypeCheck.admits(node, $0) }
        for candidate in candidates where accepts(node, candidate, at: location) {
            return validate(node, candidate, at: location)
        }
        let expected = (candidates.isEmpty ? alternatives : candidates).map(TypeCheck.noun).joined(separator: " or ")
        reportType(node, expected: expected, at: location)
    }

    private mutating func checkExactlyOne(_ node: Node, _ alternatives: [JSONSchema], at location: Location) {
        var accepting = 0
        for alternative in alternatives where accepts(node, alternative, at: location) { accepting += 1 }
        guard accepting != 1 else { return }
        let expected = alternatives.map(TypeCheck.noun).joined(separator: " or ")
        report(
            .wrongType, "\(subject(of: location)) must be \(accepting > 1 ? "only one of: " : "")\(expected)", node, at: location)
    }
}
