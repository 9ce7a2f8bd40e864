internal import PerfMonConfiguration

/// A notifier with the settings that it was made of.
struct ConfiguredNotifier: Sendable {
    var key: NotifierKey
    var settings: NotifierSettings
    var notifier: any Notifier
    /// For one try.
    var timeout: Duration

    /// The notifiers of a plan. Those of `known` whose settings have not changed go on; the others are made.
    ///
    /// - Parameter names: Only these; `nil` for all that are switched on.
    /// - Throws: What ``NotifierRegistry/makeNotifier(_:)`` throws.
    static func make(
        _ plan: MonitoringPlan, registry: NotifierRegistry, only names: Set<String>?, known: [String: ConfiguredNotifier] = [:],
        generation: Int = 0
    ) throws -> [String: ConfiguredNotifier] {
        var made: [String: ConfiguredNotifier] = [:]
        for settings in plan.notifiers where names?.contains(settings.name) ?? settings.isEnabled {
            let timeout = settings.timeout ?? plan.delivery.timeout
            if var known = known[settings.name], known.settings == settings {
                known.timeout = timeout
                made[settings.name] = known
            } else {
                made[settings.name] = ConfiguredNotifier(
                    key: NotifierKey(name: settings.name, generation: generation), settings: settings,
                    notifier: try registry.makeNotifier(settings), timeout: timeout)
            }
        }
        return made
    }
}
