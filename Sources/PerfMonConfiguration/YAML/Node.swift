/// One value of the file, with the bytes it stands in.
package struct Node: Sendable {
    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }

    package var content: Content
    /// From the first byte of the value (its anchor or tag included) to behind the last.
    /// A block collection ends where the next token begins.
    package var range: Range<Int>
    /// Written with brackets or braces.
    var isFlow = false

    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    package var items: [Node]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    package var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    package subscript(key: String) -> Node? {
        entries?.first { $0.key.text == key }?.value
    }

    /// What to underline: the text itself, or the first text inside a block collection.
    var mark: Range<Int> {
        switch content {
        case _ where isFlow: range
        case .scalar: range
        case .sequence(let items): items.first?.mark ?? range
        case .mapping(let entries): entries.first?.key.range ?? range
        }
    }

    var isNull: Bool { scalar?.value == .null }
}

/// A key of a map and its value.
package struct Entry: Sendable {
    package struct Key: Sendable {
        package var text: String
        package var range: Range<Int>
    }

    package var key: Key
    package var value: Node
}

/// A value without inner structure.
package struct Scalar: Sendable {
    package enum Value: Sendable, Equatable {
        case null
        case boolean(Bool)
        case integer(Int)
        case number(Double)
        case text
    }

    /// The text, without quotes and with escapes replaced.
    package var text: String
    package var value: Value
    /// Without quotes, block indicator and tag: the text alone decides what the value is.
    var isPlain: Bool
    /// Where the text comes from.
    var origin = Origin.file

    enum Origin: Sendable, Equatable {
        /// It stands in the file.
        case file
        /// A reference brought it from outside the file.
        case reference
        /// An environment variable overrides the file.
        case environment
        /// Nowhere: a variable is not set and has no default, so the value is absent.
        case unset(variable: String)
        /// Nowhere: what stands in the file is wrong and has been reported already.
        case rejected
    }
}
