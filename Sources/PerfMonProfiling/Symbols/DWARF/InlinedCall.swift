/// A call that the compiler replaced by the function's body.
struct InlinedCall {
    /// The name of the function that was inlined, as the linker would know it.
    var symbol: String
    /// The code that contains the address asked for.
    var range: Range<UInt64>
    /// Where the call is written.
    var callFile: UInt64
    var callLine: UInt64
}
