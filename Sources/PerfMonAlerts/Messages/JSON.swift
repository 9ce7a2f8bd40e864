/// A value of JSON, for the shapes that services want: literals are their structure, variables their content.
enum JSON: Sendable, Encodable {
    case object([String: JSON])
    case array([JSON])
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case null

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let members): try container.encode(members)
        case .array(let elements): try container.encode(elements)
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .boolean(let boolean): try container.encode(boolean)
        case .null: try container.encodeNil()
        }
    }

    /// Adds a member unless there is no value.
    mutating func set(_ key: String, _ value: JSON?) {
        guard case .object(var members) = self, let value else { return }
        members[key] = value
        self = .object(members)
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }

    init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    init(stringLiteral value: String) {
        self = .text(value)
    }

    init(integerLiteral value: Int) {
        self = .integer(value)
    }

    init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}
