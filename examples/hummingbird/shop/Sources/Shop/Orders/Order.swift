internal import Hummingbird

struct Order: ResponseCodable {
    var id: Int
    var item: String
    var inStock: Int
}
