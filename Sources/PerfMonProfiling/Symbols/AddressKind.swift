/// How a frame's address is to be read.
package enum AddressKind: Sendable, Hashable {
    /// The interrupted instruction.
    case exact
    /// The instruction after a call: the call itself is looked up.
    case returnAddress
    /// Where a suspended task goes on: the first instruction of the part of a function that follows an `await`.
    case asyncResume
}
