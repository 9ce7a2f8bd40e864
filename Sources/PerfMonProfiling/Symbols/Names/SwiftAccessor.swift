/// The last component of the name of a property's or subscript's accessor.
struct SwiftAccessor {
    /// What is added to the property's name: nothing where it is read, as a person writes `user.name`.
    var suffix: String

    private static let suffixes = [
        "getter": "", "read": "", "read2": "", "yielding_borrow": "", "borrow": "", "addressor": "", "unsafeAddressor": "",
        "unsafeMutableAddressor": "", "owningAddressor": "", "setter": ".setter", "modify": ".modify", "modify2": ".modify",
        "yielding_mutate": ".modify", "mutate": ".modify", "materializeForSet": ".modify", "init": ".init", "didset": ".didSet",
        "willset": ".willSet",
    ]

    private static let names = [
        "__allocating_init": "init", "__deallocating_deinit": "deinit", "__isolated_deallocating_deinit": "deinit",
        "$defer": "defer", "__derived_struct_equals": "==", "__derived_enum_equals": "==",
    ]

    private static let lazyStorage = "$__lazy_storage_$_"

    init?(_ component: String) {
        guard let suffix = Self.suffixes[component] else { return nil }
        self.suffix = suffix
    }

    /// A component's name as it stands in the source.
    static func readableName(_ component: String) -> String {
        if let macro = SwiftMacroName(component) { return macro.text }
        return component.hasPrefix(lazyStorage) ? String(component.dropFirst(lazyStorage.count)) : names[component] ?? component
    }
}
