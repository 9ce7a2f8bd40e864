/// The routes of a plan, ready for look-ups.
struct RouteTable: Sendable {
    private let trie: PatternTrie
    private let routes: [CompiledRoute]

    init(_ routes: [CompiledRoute]) {
        self.routes = routes
        trie = PatternTrie(routes.map(\.path))
    }

    var isEmpty: Bool { routes.isEmpty }

    /// The index of the first route that is for such a request.
    func firstIndex(method: String, path: String, host: String?) -> Int? {
        let set = MethodSet(method)
        return routes.withUnsafeBufferPointer { routes in
            trie.firstMatch(path) { routes[$0].admits(method, set, host: host) }
        }
    }

    func first(method: String, path: String, host: String?) -> CompiledRoute? {
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
