/// The notifiers that need no code of the application: what `type` means in the configuration.
enum BuiltInNotifiers {
    static let types: [String: any Notifier.Type] = [:]
}
