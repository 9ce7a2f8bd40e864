/// The requests that a rule is for, as a set of words: the host, a separator, the path.
///
/// Each word is matched by one of a few sequences of steps, so that sets of requests can be compared exactly.
struct RequestLanguage {
    /// One character of the word, or any number of them.
    struct Step: Hashable {
        var ranges: [ClosedRange<UInt32>]
        var repeats = false
    }

    static let separator: UInt32 = 0
    /// Stands for the host of a request without one.
    static let noHost: UInt32 = 0x11_0000
    private static let text: ClosedRange<UInt32> = 1...0x10_FFFF

    let sequences: [[Step]]

    /// The requests of a route; `hosts` is empty for all.
    init(path: URLPattern, hosts: [URLPattern]) {
        let hostSequences =
            hosts.isEmpty
            ? [[Step(ranges: [Self.text], repeats: true)], [Step(ranges: [Self.noHost...Self.noHost])]]
            : hosts.flatMap(Self.sequences)
        let separator = [Step(ranges: [Self.separator...Self.separator])]
        let pathSequences = Self.sequences(path).flatMap(Self.beginningWithSlash)
        sequences = hostSequences.flatMap { host in pathSequences.map { host + separator + $0 } }
    }

    /// Paths begin with a slash, so that is all that a wildcard at the beginning can stand for.
    private static func beginningWithSlash(_ steps: [Step]) -> [[Step]] {
        let slash = one(UInt32(UInt8(ascii: "/")))
        guard let first = steps.first, first.ranges.contains(where: { $0.contains(slash.ranges[0].lowerBound) }) else { return [] }
        let rest = Array(steps.dropFirst())
        return first.repeats ? [[slash, first] + rest] + beginningWithSlash(rest) : [[slash] + rest]
    }

    /// The ways in which a pattern matches.
    private static func sequences(_ pattern: URLPattern) -> [[Step]] {
        var result = [steps(pattern)]
        if !pattern.literal.isEmpty { result.append(String(decoding: pattern.literal, as: UTF8.self).unicodeScalars.map { one($0.value) }) }
        return result
    }

    private static func steps(_ pattern: URLPattern) -> [Step] {
        var steps: [Step] = []
        var bytes: [UInt8] = []
        func flush() {
            steps += String(decoding: bytes, as: UTF8.self).unicodeScalars.map { one($0.value) }
            bytes = []
        }
        for token in pattern.tokens {
            if case .byte(let byte) = token {
                bytes.append(byte)
                continue
            }
            flush()
            switch token {
            case .byte: break
            case .anyText: steps.append(Step(ranges: [text], repeats: true))
            case .anyCharacter: steps.append(Step(ranges: [text]))
            case .set(let index):
                let set = pattern.sets[Int(index)]
                steps.append(Step(ranges: set.isNegated ? complement(set.ranges) : set.ranges))
            case .segment:
                let slash = UInt32(UInt8(ascii: "/"))
                let inside = complement([slash...slash])
                steps += [Step(ranges: inside), Step(ranges: inside, repeats: true)]
            }
        }
        flush()
        return steps
    }

    private static func one(_ scalar: UInt32) -> Step { Step(ranges: [scalar...scalar]) }

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next = text.lowerBound
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= text.upperBound { result.append(next...text.upperBound) }
        return result
    }
}

/// A request in words that a person can read.
struct ExampleRequest: Hashable {
    var method: String
    var host: String?
    var path: String

    var description: String { "\(method) \(host ?? "")\(path)" }
}
