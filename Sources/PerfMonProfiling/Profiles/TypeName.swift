/// Names of types by the address of their metadata.
enum TypeName {
    /// The name of the class whose metadata lies at `address`, such as `Ledger`. The address must have been checked to lie in a
    /// loaded image; `nil` for 0.
    static func ofType(at address: UInt64) -> String? {
        guard address != 0, let pointer = UnsafeRawPointer(bitPattern: UInt(address)) else { return nil }
        let name = _typeName(unsafeBitCast(pointer, to: Any.Type.self), qualified: false)
        return name.isEmpty ? nil : name
    }
}
