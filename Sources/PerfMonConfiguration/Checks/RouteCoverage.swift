/// Finds routes that no request can ever reach.
///
/// An example of each route is tried first; only when an earlier route or the URL filter takes it, the languages are
/// compared: with the rules that took an example, then with those that take what is left, until an example gets through
/// or nothing is left.
struct RouteCoverage {
    /// What takes a request before the route in question.
    enum Taker: Hashable {
        case route(Int)
        case excluded(Int)
        case notIncluded
    }

    /// Why a route is never reached.
    struct Finding {
        var route: Int
        var takers: [Taker]
        var example: ExampleRequest
    }

    private let routes: [CompiledRoute]
    private let include: [URLPattern]
    private let exclude: [URLPattern]
    private let table: RouteTable
    private let includeTrie: PatternTrie
    private let excludeTrie: PatternTrie
    private var search = LanguageSearch(budget: 200_000)

    init(routes: [CompiledRoute], table: RouteTable? = nil, include: [URLPattern], exclude: [URLPattern]) {
        self.routes = routes
        self.include = include
        self.exclude = exclude
        self.table = table ?? RouteTable(routes)
        includeTrie = PatternTrie(include)
        excludeTrie = PatternTrie(exclude)
    }

    mutating func findings() -> [Finding] {
        var findings: [Finding] = []
        for index in routes.indices {
            if let finding = finding(for: index) { findings.append(finding) }
        }
        return findings
    }

    /// Whether no request at all is monitored, for which `universe` must match every path.
    mutating func monitorsNothing(universe: URLPattern) -> Bool {
        guard include.count + exclude.count + routes.count > 0 else { return false }
        let everything = CompiledRoute(match: RouteMatch(path: "/*"), path: universe, hosts: [], policy: nil)
        return Self.methods(of: everything).allSatisfy { method in
            takers(of: everything, method: method, before: routes.count, onlyUnmonitored: true) != nil
        }
    }

    private mutating func finding(for index: Int) -> Finding? {
        let route = routes[index]
        var takers: [Taker] = []
        var example: ExampleRequest?
        for method in Self.methods(of: route) {
            // What covers the route for one method covers it for each method that those rules are for.
            if !takers.isEmpty, takers.allSatisfy({ takes($0, method) }) { continue }
            guard let found = self.takers(of: route, method: method, before: index) else { return nil }
            takers += found.filter { !takers.contains($0) }
            example = example ?? ExampleRequest(method: method, host: Self.host(of: route), path: route.path.example)
        }
        return example.map { Finding(route: index, takers: takers, example: $0) }
    }

    /// The rules that together take every request of the route; `nil` if some request gets through, or if it cannot be
    /// told in reasonable time. With `onlyUnmonitored`, routes whose requests are monitored let them through.
    private mutating func takers(
        of route: CompiledRoute, method: String, before index: Int, onlyUnmonitored: Bool = false
    ) -> [Taker]? {
        var takers: [Taker] = []
        var example = ExampleRequest(method: method, host: Self.host(of: route), path: route.path.example)
        // Most routes are reached by their example, so nothing else is worked out for them.
        guard taker(of: example, before: index) != nil else { return nil }
        let language = RequestLanguage(path: route.path, hosts: route.hosts)
        let within = include.isEmpty ? nil : include.map { RequestLanguage(path: $0, hosts: []) }
        while true {
            guard let taker = taker(of: example, before: index), !takers.contains(taker), !onlyUnmonitored || !isMonitored(taker) else {
                return nil
            }
            takers.append(taker)
            let outside = takers.compactMap(self.language)
            switch search.find(in: language, within: within, outside: outside) {
            case .none: return takers
            case .undecided: return nil
            case .word(let host, let path): example = ExampleRequest(method: method, host: host, path: path)
            }
        }
    }

    private func taker(of request: ExampleRequest, before index: Int) -> Taker? {
        if !include.isEmpty, !includeTrie.contains(request.path) { return .notIncluded }
        if let pattern = excludeTrie.firstMatch(request.path, where: { _ in true }) { return .excluded(pattern) }
        guard let first = table.firstIndex(method: request.method, path: request.path, host: request.host?[...]), first < index else {
            return nil
        }
        return .route(first)
    }

    private func language(of taker: Taker) -> RequestLanguage? {
        switch taker {
        case .route(let index): RequestLanguage(path: routes[index].path, hosts: routes[index].hosts)
        case .excluded(let index): RequestLanguage(path: exclude[index], hosts: [])
        case .notIncluded: nil
        }
    }

    private func takes(_ taker: Taker, _ method: String) -> Bool {
        guard case .route(let index) = taker else { return true }
        return routes[index].match.methods.isEmpty || routes[index].match.methods.contains(method)
    }

    private func isMonitored(_ taker: Taker) -> Bool {
        if case .route(let index) = taker { routes[index].policy != nil } else { false }
    }

    /// The methods that need to be looked at; one that nobody names stands for all the others.
    private static func methods(of route: CompiledRoute) -> [String] {
        route.match.methods.isEmpty ? allMethods : route.match.methods
    }

    private static let allMethods = RouteMatch.methodNames + ["~"]

    private static func host(of route: CompiledRoute) -> String? {
        route.hosts.first?.example
    }
}

extension URLPattern {
    /// A text that the pattern matches.
    var example: String {
        if tokens.count == text.utf8.count, !tokens.contains(where: \.isWildcard) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tokens.count + 1)
        for (index, token) in tokens.enumerated() {
            switch token {
            case .byte(let byte): bytes.append(byte)
            // A path begins with a slash.
            case .anyText where index == 0 && !ignoresCase: bytes += Array("/~".utf8)
            case .anyCharacter where index == 0 && !ignoresCase: bytes.append(UInt8(ascii: "/"))
            case .anyText, .anyCharacter, .segment: bytes.append(UInt8(ascii: "~"))
            case .set(let set):
                bytes += Array(sets[Int(set)].example.utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension URLPattern.CharacterSet {
    /// A character of the set.
    var example: String {
        let bounds = ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] }
        let candidates: [UInt32] = [0x7E, 0x78, 0x30, 0x2F] + bounds
        let scalar = candidates.lazy.filter(contains).compactMap(Unicode.Scalar.init).first
        return String(Character(scalar ?? "~"))
    }
}
