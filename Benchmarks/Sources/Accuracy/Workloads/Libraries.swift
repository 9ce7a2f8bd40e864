internal import Foundation

extension Workload {
    static let libraries = [
        Workload("json", jsonOuter),
        Workload("text", textOuter),
    ]
}

struct Product: Codable {
    var id: Int
    var name: String
    var price: Double
    var tags: [String]
}

@inline(never) func jsonOuter(_ length: Duration) async -> Course {
    let products = (0..<200).map { Product(id: $0, name: "product \($0)", price: Double($0) * 1.5, tags: ["a", "b", "c"]) }
    return jsonEncode(products, length * 0.6) + jsonDecode(products, length * 0.4)
}
@inline(never) func jsonEncode(_ products: [Product], _ length: Duration) -> Course {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + length { keep(try? JSONEncoder().encode(products)) }
    return [Stretch(.onCPU, since: start)]
}
@inline(never) func jsonDecode(_ products: [Product], _ length: Duration) -> Course {
    let start = ContinuousClock.now
    let data = (try? JSONEncoder().encode(products)) ?? Data()
    while ContinuousClock.now < start + length { keep(try? JSONDecoder().decode([Product].self, from: data)) }
    return [Stretch(.onCPU, since: start)]
}

@inline(never) func textOuter(_ length: Duration) async -> Course { textSplit(length * 0.5) + textUppercase(length * 0.5) }
@inline(never) func textSplit(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    let text = String(repeating: "la vie est belle — çà et là ", count: 40)
    while ContinuousClock.now < start + length { keep(text.components(separatedBy: " ").map(\.count)) }
    return [Stretch(.onCPU, since: start)]
}
@inline(never) func textUppercase(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    let text = String(repeating: "la vie est belle — çà et là ", count: 40)
    while ContinuousClock.now < start + length { keep(String(text.uppercased().reversed())) }
    return [Stretch(.onCPU, since: start)]
}
