package import PerfMonConfiguration

/// The types of notifiers that a configuration can name.
package struct NotifierRegistry: Sendable {
    private let types: [String: any Notifier.Type]

    /// The built-in types and an application's own; an own type takes the place of a built-in one of the same name.
    package init(own: [String: any Notifier.Type] = [:]) {
        types = BuiltInNotifiers.types.merging(own) { $1 }
    }

    /// The names of the types, in alphabetical order.
    package var names: [String] { types.keys.sorted() }

    /// Makes a notifier of its settings.
    package func makeNotifier(_ settings: NotifierSettings) throws -> any Notifier {
        guard let type = types[settings.type] else {
            throw NotifierError(
                .invalidConfiguration,
                "the notifier `\(settings.name)` has the type `\(settings.type)`, which nobody has registered; "
                    + "known are \(names.joined(separator: ", "))"
            )
        }
        return try type.init(configuration: settings)
    }
}
