/// The routes of a plan, ready for look-ups.
struct RouteTable: Sendable {
    /// What a route asks for besides the path, kept apart from the routes so that most look-ups touch only one of them.
    private struct Condition {
        var methods: MethodSet
        /// The methods are all it asks for.
        var isComplete: Bool
    }

    private let trie: PatternTrie
    private let routes: [CompiledRoute]
    private let conditions: [Condition]

    init(_ routes: [CompiledRoute]) {
        self.routes = routes
        trie = PatternTrie(routes.map(\.path))
        conditions = routes.map { route in
            let hasOtherMethods = route.methods.contains(.other) && !route.match.methods.isEmpty
            return Condition(methods: route.methods, isComplete: route.hosts.isEmpty && !hasOtherMethods)
        }
    }

    var isEmpty: Bool { routes.isEmpty }

    /// The index of the first route that is for such a request.
    func firstIndex(method: String, path: String, host: Substring?) -> Int? {
        let set = MethodSet(method)
        // With pointers, the innermost closure does not keep a copy of the table, which would count references of all its arrays.
        return conditions.withUnsafeBufferPointer { conditions in
            routes.withUnsafeBufferPointer { routes in
                trie.firstMatch(path) { index in
                    let condition = conditions[index]
                    return condition.methods.contains(set) && (condition.isComplete || routes[index].admits(method, set, host: host))
                }
            }
        }
    }

    func first(method: String, path: String, host: Substring?) -> CompiledRoute? {
        firstIndex(method: method, path: path, host: host).map { routes[$0] }
    }
}

/// A set of HTTP methods. All that are not known by name count as one.
struct MethodSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    static let other = MethodSet(rawValue: 1 << 15)
    static let all = MethodSet(rawValue: .max)

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// One method, in upper case.
    init(_ name: String) {
        switch name {
        case "GET": rawValue = 1 << 0
        case "HEAD": rawValue = 1 << 1
        case "POST": rawValue = 1 << 2
        case "PUT": rawValue = 1 << 3
        case "PATCH": rawValue = 1 << 4
        case "DELETE": rawValue = 1 << 5
        case "OPTIONS": rawValue = 1 << 6
        case "CONNECT": rawValue = 1 << 7
        case "TRACE": rawValue = 1 << 8
        default: self = .other
        }
    }

    /// Methods of a route; none stands for all.
    init(names: [String]) {
        self = names.isEmpty ? .all : MethodSet(names.map { MethodSet($0) })
    }
}
