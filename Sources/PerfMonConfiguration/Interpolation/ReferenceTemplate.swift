/// Text with references in it, taken apart: `${NAME}`, `${NAME:-default}`, `${env:NAME}`, `${file:path}` and `$$`.
package enum ReferenceTemplate {
    package enum Part: Sendable, Equatable {
        case literal(String)
        case variable(name: String, fallback: String?)
        case file(path: String)
    }

    package struct Problem: Error, Equatable {
        package var isUnterminated: Bool
        package var message: String
        package var help: String
    }

    package static func parse(_ text: String) throws(Problem) -> [Part] {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            literal += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            switch rest.first {
            case "$":
                literal += "$"
                rest.removeFirst()
            case "{":
                guard let end = rest.firstIndex(of: "}") else { throw unterminated(rest) }
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(try reference(rest[rest.index(after: rest.startIndex)..<end]))
                rest = rest[rest.index(after: end)...]
            default:
                literal += "$"
            }
        }
        literal += rest
        if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    /// The first name in capitals behind a single dollar.
    static func bareVariable(in text: String) -> String? {
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                rest.removeFirst()
                continue
            }
            let name = rest.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
            if name.count > 1, name.first?.isNumber == false, rest.dropFirst(name.count).first?.isLowercase != true { return String(name) }
        }
        return nil
    }

    private static func reference(_ body: Substring) throws(Problem) -> Part {
        if body.hasPrefix("file:") {
            let path = body.dropFirst(5)
            guard !path.isEmpty else { throw bad("`${file:}` names no file", help: "such as ${file:/run/secrets/token}") }
            return .file(path: String(path))
        }
        let rest = body.hasPrefix("env:") ? body.dropFirst(4) : body
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard let first = name.first, !first.isNumber else {
            throw bad("`${\(shown(body))}` does not begin with the name of a variable", help: "to keep `${` as text, write `$${`")
        }
        let suffix = rest.dropFirst(name.count)
        if suffix.isEmpty { return .variable(name: String(name), fallback: nil) }
        guard suffix.hasPrefix(":-") else { throw badSuffix(suffix, name: name) }
        let fallback = suffix.dropFirst(2)
        guard !fallback.contains("${") else {
            throw bad("the default of `${\(name)}` contains another reference", help: "references cannot be nested")
        }
        return .variable(name: String(name), fallback: String(fallback))
    }

    private static func badSuffix(_ suffix: Substring, name: Substring) -> Problem {
        if suffix.hasPrefix(":?") || suffix.hasPrefix("?") {
            return bad(
                "perfmon does not know `${\(name):?…}`",
                help: "write ${\(name)}; a required or secret value without its variable is an error anyway")
        }
        if suffix.hasPrefix("-") { return bad("a default is written with `:-`", help: "such as ${\(name):-default}") }
        if suffix.hasPrefix(":") {
            return bad("perfmon knows no prefix `\(name):`", help: "write ${NAME}, ${NAME:-default}, ${env:NAME} or ${file:path}")
        }
        return bad("the name of a variable has letters, digits and `_` only", help: "such as ${\(name)} or ${\(name):-default}")
    }

    private static func unterminated(_ rest: Substring) -> Problem {
        let isDefault = rest.contains(":-")
        return Problem(
            isUnterminated: true,
            message: "`${` is never closed by `}`",
            help: isDefault
                ? "if the default contains ` #`, quote the whole value: # begins a comment"
                : "to keep `${` as text, write `$${`"
        )
    }

    private static func bad(_ message: String, help: String) -> Problem {
        Problem(isUnterminated: false, message: message, help: help)
    }

    /// Only what can be a name is shown; a default may be a secret.
    private static func shown(_ body: Substring) -> String {
        Printable.text(String(body.prefix { $0 != ":" && $0 != "-" }), limit: 40)
    }
}
