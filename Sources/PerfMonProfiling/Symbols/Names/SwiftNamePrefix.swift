/// What the demangler writes in front of a function's own name.
enum SwiftNamePrefix {
    /// Says how the function was compiled; the name that follows is what the reader knows.
    static let dropped = [
        "merged ", "static ", "@objc ", "@nonobjc ", "dynamic ", "override ", "back deployment fallback for ",
        "property wrapper backing initializer of ", "property wrapped field init accessor of ",
        "property wrapper init from projected value of ",
    ]

    /// Only passes a call on to the function whose name follows.
    static let forwarding = [
        "partial apply forwarder for ", "partial apply ObjC forwarder for ", "partial apply for ", "protocol witness for ",
        "dispatch thunk of ", "vtable thunk for ", "override thunk for ", "curry thunk of ", "distributed thunk ",
        "distributed accessor for ", "back deployment thunk for ", "dynamically replaceable thunk for ",
        "dynamically replaceable key for ", "direct method reference thunk for ", "async function pointer to ",
        "coro function pointer to ", "key path getter for ", "key path setter for ",
    ]

    /// A copy of a function for certain types or arguments: `… <…> of ` is dropped.
    static let specialization = [
        "generic specialization ", "generic not re-abstracted specialization ", "generic partial specialization ",
        "generic partial not-reabstracted specialization ", "generic pre-specialization ", "generic prespecialization ",
        "function signature specialization ", "inlined generic function ",
    ]

    /// Code of the compiler's own making, which has no name a person wrote.
    static let helper = [
        "reabstraction thunk", "thunk for ", "outlined ", "type metadata ", "lazy protocol witness table ", "lazy cache variable ",
        "protocol witness table ", "generic protocol witness table ", "associated type ", "associated conformance ",
        "base witness table ", "instantiation function for ", "method lookup function ", "canonical specialized generic ",
        "metadata instantiation ", "generic type metadata ", "default associated ", "objective-c ", "key path equality ",
        "key path hash ", "block copy helper", "block destroy helper", "thin protocol ", "noncanonical specialized ",
        "partial apply forwarder", "accessible function ", "outlined variable", "closure captures ", "macro ",
    ]

    /// A part of a declaration that runs on its own; the reader is told with other words.
    static let worded = [
        ("variable initialization expression of ", "initial value of "),
        ("one-time initialization function for ", "initialization of "),
    ]
}
