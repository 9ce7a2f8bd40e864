/// One way to deliver notifications: its name, its type, and what that type needs.
///
/// Values are read by the key they have in the file. Keys that the file leaves out have the default of the schema.
public struct NotifierSettings: Sendable, Hashable {
    /// A value of one key. Literals of Swift are texts, whole numbers, booleans and lists of texts.
    public enum Value: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// Yes or no.
        case boolean(Bool)
        /// A list of texts.
        case texts([String])
        /// A text that must not be shown.
        case secret(Secret)
        /// The headers of a webhook.
        case headers([Header])
    }

    /// A header that a webhook sends; its value may be a secret.
    public struct Header: Sendable, Hashable {
        /// The header's name.
        public var name: String
        /// The header's value.
        public var value: Secret

        /// Creates a header.
        public init(name: String, value: Secret) {
            self.name = name
            self.value = value
        }
    }

    /// One value with its key. An array keeps the order, so that equal notifiers have equal descriptions.
    struct Field: Sendable, Hashable {
        var key: String
        var value: Value
    }

    /// The name by which pipelines refer to it.
    public let name: String
    /// The kind of notifier, such as `slack`.
    public let type: String
    /// `false`: it is never used.
    public let isEnabled: Bool
    /// Overrides ``DeliverySettings/timeout``.
    public let timeout: Duration?
    let fields: [Field]

    /// Creates settings without a file, such as in a test of an application's own notifier. Nothing checks them but the notifier.
    ///
    /// - Parameters:
    ///   - name: The name by which pipelines would refer to it.
    ///   - type: The kind of notifier.
    ///   - timeout: Overrides ``DeliverySettings/timeout``.
    ///   - values: The values by their keys.
    public init(name: String, type: String, timeout: Duration? = nil, values: [String: Value] = [:]) {
        let fields = values.sorted { $0.key < $1.key }.map { Field(key: $0.key, value: $0.value) }
        self.init(name: name, type: type, isEnabled: true, timeout: timeout, fields: fields)
    }

    init(name: String, type: String, isEnabled: Bool, timeout: Duration?, fields: [Field]) {
        self.name = name
        self.type = type
        self.isEnabled = isEnabled
        self.timeout = timeout
        self.fields = fields
    }

    /// The text of a key; `nil` when it is absent, no text, or a secret.
    public func text(_ key: String) -> String? {
        guard case .text(let text) = value(key) else { return nil }
        return text
    }

    /// The list of a key; empty when it is absent or no list of texts.
    public func texts(_ key: String) -> [String] {
        guard case .texts(let texts) = value(key) else { return [] }
        return texts
    }

    /// The whole number of a key; `nil` when it is absent or no whole number.
    public func integer(_ key: String) -> Int? {
        guard case .integer(let number) = value(key) else { return nil }
        return number
    }

    /// The boolean of a key; `nil` when it is absent or no boolean.
    public func boolean(_ key: String) -> Bool? {
        guard case .boolean(let boolean) = value(key) else { return nil }
        return boolean
    }

    /// The secret of a key; `nil` when it is absent or no secret.
    public func secret(_ key: String) -> Secret? {
        guard case .secret(let secret) = value(key) else { return nil }
        return secret
    }

    /// The headers of a webhook, in their order.
    public var headers: [Header] {
        guard case .headers(let headers) = value("headers") else { return [] }
        return headers
    }

    private func value(_ key: String) -> Value? {
        fields.first { $0.key == key }?.value
    }
}

extension NotifierSettings.Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// Yes or no.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A list of texts.
    public init(arrayLiteral elements: String...) { self = .texts(elements) }
}
