extension SwiftNameParser {
    /// One declaration of the chain that a name consists of.
    struct Entity {
        var text: String
        var module: String?
        /// Whether this is a type declared in a function, which qualifies the entity before it.
        var isLocalType = false
    }

    /// Reads one declaration, up to the ` in ` that leads to its context.
    mutating func entity(isOutermost: Bool) -> Entity {
        _ = scanner.skip("static ")
        if let closure = closure() { return closure }
        for (prefix, words) in SwiftNamePrefix.worded where scanner.skip(prefix) {
            _ = scanner.skip("static ")
            let declaration = path(isContext: false)
            return Entity(text: words + declaration.text, module: declaration.module)
        }
        if scanner.skip("default argument ") {
            let number = scanner.readDigits()
            _ = scanner.skip(" of static ") || scanner.skip(" of ")
            let function = path(isContext: false)
            return Entity(text: "default argument \(number) of \(function.text)", module: function.module)
        }
        return path(isContext: !isOutermost)
    }

    /// `closure #1 (Swift.Int) -> ()`, `implicit closure #2 @Sendable () async -> ()`
    private mutating func closure() -> Entity? {
        let start = scanner.index
        guard scanner.skip("closure #") || scanner.skip("implicit closure #"), !scanner.readDigits().isEmpty else {
            scanner.rewind(to: start)
            return nil
        }
        let text = scanner.text(from: start)
        skipType()
        return Entity(text: text)
    }

    /// `demo.Cache.get<A>(_: A, default: B) -> B`, `(extension in demo):Swift.Array.mid.getter : A?`, `inner #1 (c: Swift.Int)`
    private mutating func path(isContext: Bool) -> Entity {
        var module = extensionModule()
        var name = components()
        skipAttribute()
        let isLocal = scanner.hasPrefix(" #")
        let isFunction = scanner.next == UInt8(ascii: "(")
        var accessor: SwiftAccessor?
        if !isFunction, !isLocal, name.count > 1, let last = name.last, let known = SwiftAccessor(last) {
            accessor = known
            name.removeLast()
        }
        let isModuleOnly = isContext && name.count == 1 && !isFunction && !isLocal && accessor == nil
        if name.count > 1 || isModuleOnly {
            let first = name.removeFirst()
            module = module ?? first
        }
        if isLocal { return local(name: name) }
        var text = name.map(SwiftAccessor.readableName).joined(separator: ".")
        if isFunction {
            text += parameters()
        } else if scanner.skip(" : "), name.last == "subscript" {
            skipGenericParameters()
            if scanner.next == UInt8(ascii: "(") { text += parameters() }
        }
        skipType()
        return Entity(text: text + (accessor?.suffix ?? ""), module: module)
    }

    /// What follows the name of a function or type declared in a function: ` #1 <A>(a: A) -> ()`
    private mutating func local(name: [String]) -> Entity {
        _ = scanner.skip(" #")
        _ = scanner.readDigits()
        var text = name.map(SwiftAccessor.readableName).joined(separator: ".")
        let isType = scanner.hasPrefix(" in ") || scanner.isAtEnd
        if !isType {
            _ = scanner.skip(" ")
            skipGenericParameters()
            // Nobody calls a `defer` block: it has no parameters to name.
            if scanner.next == UInt8(ascii: "("), text != "defer" { text += parameters() }
        }
        skipType()
        return Entity(text: text, isLocalType: isType)
    }

    /// `(extension in demo):`
    private mutating func extensionModule() -> String? {
        guard scanner.skip("(extension in ") else { return nil }
        let module = scanner.read { $0 != UInt8(ascii: ")") }
        _ = scanner.skip("):")
        return module
    }

    /// The demangler writes `cancel@Sendable () -> ()` for a function that was stored as a value.
    private mutating func skipAttribute() {
        guard scanner.next == UInt8(ascii: "@") else { return }
        scanner.skip(to: " ")
        _ = scanner.skip(" ")
    }

    private mutating func skipGenericParameters() {
        if scanner.next == UInt8(ascii: "<"), scanner.operatorLength() == nil { scanner.skipElement() }
    }

    /// Skips the rest of a declaration: effects, result, type.
    private mutating func skipType() {
        while true {
            let start = scanner.index
            scanner.skip(to: " in ", " #")
            // ` -> Foo #1 in demo.outer() -> ()`: the context of a local type in the result, not of this declaration.
            guard scanner.skip(" #"), !scanner.readDigits().isEmpty, scanner.skip(" in ") else {
                if scanner.index == start || scanner.isAtEnd || scanner.hasPrefix(" in ") { return }
                continue
            }
        }
    }
}
