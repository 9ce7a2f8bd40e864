internal import CPerfMonSampler

/// The note by which the linker tells one build of a file from another.
enum BuildIdentifier {
    /// A name, a hash and three lengths: a longer note is none of the usual kind and is not compared.
    private static let longest = 64

    /// Whether the file is another build than the one that was loaded from its path, as after an update in place.
    ///
    /// A file without the note, or an image that is not in memory any more, is taken for the one that was loaded.
    static func differs(_ file: ELFFile, fromImageAt loadBias: UInt64) -> Bool {
        guard let section = file.section(".note.gnu.build-id"), section.size <= longest else { return false }
        let note = file.bytes(of: section)
        return !note.isEmpty && perfmon_memory_differs(loadBias &+ section.address, note, note.count)
    }
}
