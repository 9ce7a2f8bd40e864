/// Reads one notifier. Which keys it has, which of them are secrets, and their defaults, the schema says.
struct NotifierDecoder {
    let name: String
    private let section: SectionReader
    private let type: String

    init?(name: String, section: SectionReader) {
        guard let type = section.text("type") else { return nil }
        self.name = name
        self.section = section
        self.type = type
    }

    func notifier() -> NotifierSettings {
        let properties = ConfigurationSchema.current.notifierProperties(type: type)
        return NotifierSettings(
            name: name,
            type: type,
            isEnabled: section.boolean("enabled") ?? true,
            timeout: section.duration("timeout"),
            fields: properties.compactMap(field)
        )
    }

    private func field(_ property: JSONSchema.Property) -> NotifierSettings.Field? {
        guard !["type", "enabled", "timeout"].contains(property.name) else { return nil }
        return value(property).map { NotifierSettings.Field(key: property.name, value: $0) }
    }

    private func value(_ property: JSONSchema.Property) -> NotifierSettings.Value? {
        let key = property.name
        let source = section.has(key) ? section : SectionReader(property.schema.annotations.defaultValue, at: key)
        if property.schema.annotations.isSecret { return source.text(key).map { .secret(Secret($0)) } }
        if let texts = source.texts(key), !texts.isEmpty { return .texts(texts) }
        let headers = source.sections(key).compactMap { item -> NotifierSettings.Header? in
            guard let name = item.text("name"), let value = item.text("value") else { return nil }
            return NotifierSettings.Header(name: name, value: Secret(value))
        }
        if !headers.isEmpty { return .headers(headers) }
        if property.schema.isText { return source.text(key).map { .text($0) } }
        return source.boolean(key).map { .boolean($0) } ?? source.integer(key).map { .integer($0) } ?? source.text(key).map { .text($0) }
    }
}
