/// What became of a notification that has arrived.
public struct DeliveryReceipt: Sendable, Hashable {
    /// What is missing although it arrived, such as a report that was refused or a recipient who got nothing: for people, in one line
    /// each, without secrets.
    public var reservations: [String]

    /// Creates a receipt; by default nothing is missing.
    public init(reservations: [String] = []) {
        self.reservations = reservations
    }
}
