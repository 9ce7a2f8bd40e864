internal import CPerfMonSampler

/// The names of actors' types, by the address of their metadata.
///
/// That of a generic type is made at run time and lies in no image, so it is believed when what it points to is a class's description in
/// one. Everything is read as memory that may vanish: what is taken for an actor may be gone. To be used by the sampler's thread.
struct ActorNames {
    private static let limit = 1024
    private static let longestName = 128
    // Of metadata and of descriptions of classes, as the compiler writes them where there is no Objective-C.
    private static let kindOfClass: UInt64 = 0
    private static let descriptionOffset: UInt64 = 40
    private static let nameOffset: UInt64 = 8
    private static let kindMask: UInt32 = 0x1f
    private static let kindOfClassDescription: UInt32 = 16

    private var names: [UInt64: String?] = [:]

    /// The name of a class without its module and its generic arguments, such as `Ledger`; `nil` when that is no class.
    mutating func name(ofType metadata: UInt64) -> String? {
        if let known = names[metadata] { return known }
        if names.count >= Self.limit { names.removeAll(keepingCapacity: true) }
        let name = Self.read(metadata)
        names[metadata] = name
        return name
    }

    /// To be called when images were unloaded: others may lie in their place.
    mutating func forget() { names.removeAll(keepingCapacity: true) }

    private static func read(_ metadata: UInt64) -> String? {
        guard metadata != 0, metadata.isMultiple(of: 8), let kind = word(metadata, UInt64.self), kind == kindOfClass,
            let description = word(metadata &+ descriptionOffset, UInt64.self), isInImage(description),
            let flags = word(description, UInt32.self), flags & kindMask == kindOfClassDescription,
            let distance = word(description &+ nameOffset, Int32.self)
        else { return nil }
        let name = description &+ nameOffset &+ UInt64(bitPattern: Int64(distance))
        return isInImage(name) ? text(name) : nil
    }

    private static func isInImage(_ address: UInt64) -> Bool { perfmon_image_containing(address) != nil }

    private static func word<Word: FixedWidthInteger>(_ address: UInt64, _ type: Word.Type) -> Word? {
        var word: Word = 0
        return perfmon_read(address, &word, MemoryLayout<Word>.size) ? word : nil
    }

    private static func text(_ address: UInt64) -> String? {
        let text = withUnsafeTemporaryAllocation(byteCount: longestName, alignment: 1) { bytes in
            let count = perfmon_read_some(address, bytes.baseAddress, bytes.count)
            return String(decoding: bytes.prefix(count).prefix { $0 != 0 }, as: UTF8.self)
        }
        return text.isEmpty ? nil : text
    }
}
