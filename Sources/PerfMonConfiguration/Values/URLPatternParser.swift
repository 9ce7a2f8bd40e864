/// Turns the text of a pattern into tokens.
struct URLPatternParser {
    private static let maxLength = 2048
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var tokens: [URLPattern.Token] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(ValueProblem) -> [URLPattern.Token] {
        guard !scalars.isEmpty else {
            throw ValueProblem("is an empty pattern", hint: "write a path such as /api/*, or leave the list empty")
        }
        guard scalars.count <= Self.maxLength else {
            throw ValueProblem("has more than \(Self.maxLength) characters", hint: "write a shorter one")
        }
        while position < scalars.count {
            let scalar = scalars[position]
            position += 1
            switch scalar {
            case "*": if tokens.last != .anyText { tokens.append(.anyText) }
            case "?": tokens.append(.anyCharacter)
            case "[": tokens.append(.set(try characterSet()))
            case "{": try segment()
            case "}": throw ValueProblem("has `}` without `{`", hint: "write {name} for one path segment, or [}] for the character")
            default: tokens += UTF8.encode(scalar).map { Array($0) }?.map { .byte($0) } ?? []
            }
        }
        return tokens
    }

    /// As in `fnmatch`: `]` stands for itself when it comes first, `!` negates, `-` between two characters is a range.
    private mutating func characterSet() throws(ValueProblem) -> URLPattern.CharacterSet {
        var set = URLPattern.CharacterSet(ranges: [], isNegated: false)
        if position < scalars.count, scalars[position] == "!" {
            set.isNegated = true
            position += 1
        }
        let start = position
        while position < scalars.count, scalars[position] != "]" || position == start {
            let low = scalars[position]
            position += 1
            if position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]" {
                let high = scalars[position + 1]
                position += 2
                guard low.value <= high.value else {
                    throw ValueProblem("has the empty range [\(low)-\(high)]", hint: "did you mean [\(high)-\(low)]?")
                }
                set.ranges.append(low.value...high.value)
            } else {
                set.ranges.append(low.value...low.value)
            }
        }
        guard position < scalars.count else {
            throw ValueProblem("has `[` without `]`", hint: "write [[] for the character itself")
        }
        position += 1
        return set
    }

    private mutating func segment() throws(ValueProblem) {
        let opening = position - 1
        guard let closing = scalars[position...].firstIndex(of: "}") else {
            throw ValueProblem("has `{` without `}`", hint: "write {name} for one path segment, or [{] for the character")
        }
        let name = scalars[position..<closing]
        position = closing + 1
        if name.contains(",") {
            throw ValueProblem("has alternatives in braces", hint: "write one pattern for each alternative")
        }
        guard let first = name.first, first.properties.isAlphabetic || first == "_",
            name.allSatisfy({ $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-" })
        else { throw ValueProblem("has braces without a name", hint: "write {name} for one path segment, such as {id}") }
        let startsSegment = opening == 0 || scalars[opening - 1] == "/"
        let endsSegment = position == scalars.count || scalars[position] == "/"
        guard startsSegment, endsSegment else {
            throw ValueProblem(
                "has `{\(String(String.UnicodeScalarView(name)))}` as a part of a segment",
                hint: "{name} stands for a whole segment between slashes; use * for a part of one"
            )
        }
        tokens.append(.segment)
    }
}
