/// The path of a setting from the top of the configuration, such as `routes[1].threshold`.
public struct SettingPath: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// One step of a path.
    public enum Component: Sendable, Hashable {
        /// The value of a key in a map.
        case key(String)
        /// An item of a list, counted from 0.
        case index(Int)
    }

    /// The steps, outermost first; empty for the whole configuration.
    public var components: [Component]

    /// Creates a path.
    public init(_ components: [Component] = []) {
        self.components = components
    }

    /// Creates a path of keys joined by dots.
    public init(stringLiteral value: String) {
        components = value.split(separator: ".").map { .key(String($0)) }
    }

    /// The path of a route.
    init(route index: Int) {
        components = [.key("routes"), .index(index)]
    }

    func appending(_ key: String) -> SettingPath {
        SettingPath(components + [.key(key)])
    }

    func appending(_ index: Int) -> SettingPath {
        SettingPath(components + [.index(index)])
    }

    var parent: SettingPath {
        SettingPath(Array(components.dropLast()))
    }

    /// Whether this path is `other`, or lies below it.
    func isInside(_ other: SettingPath) -> Bool {
        components.starts(with: other.components)
    }

    /// The path in the form that messages use.
    public var description: String {
        var text = ""
        for component in components {
            switch component {
            case .key(let key): text += (text.isEmpty ? "" : ".") + Printable.text(key, limit: 60)
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
