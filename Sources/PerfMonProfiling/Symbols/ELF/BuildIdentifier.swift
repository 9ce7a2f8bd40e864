internal import CPerfMonSampler

/// The note by which the linker tells one build of a file from another.
struct BuildIdentifier: Equatable {
    /// A name, a hash and three lengths: a longer note is none of the usual kind and is not compared.
    private static let longest = 64

    let bytes: [UInt8]

    /// Nil for a file without the note.
    init?(_ file: ELFFile) {
        guard let note = Self.note(of: file) else { return nil }
        var reader = ByteReader(note)
        let nameSize = reader.uint32(), size = reader.uint32(), kind = reader.uint32(), name = reader.uint32()
        guard nameSize == 4, kind == 3, name == 0x0055_4e47, size >= 2, Int(size) <= note.count - reader.offset else { return nil }
        bytes = Array(note[reader.offset..<reader.offset + Int(size)])
    }

    /// Where tools keep the file that belongs to this build, in a directory of separate debug information: `ab/cdef….debug`.
    var debugFilePath: String {
        let digits = bytes.map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }
        return digits[0] + "/" + digits.dropFirst().joined() + ".debug"
    }

    private static func note(of file: ELFFile) -> [UInt8]? {
        guard let section = file.section(".note.gnu.build-id"), section.size <= longest else { return nil }
        let note = file.bytes(of: section)
        return note.isEmpty ? nil : note
    }

    /// Whether the file is another build than the one that was loaded from its path, as after an update in place.
    ///
    /// A file without the note, or an image that is not in memory any more and whose `identifier` is not known, is taken for the one that
    /// was loaded.
    static func differs(_ file: ELFFile, fromImageAt loadBias: UInt64, identifier: [UInt8]) -> Bool {
        if !identifier.isEmpty { return BuildIdentifier(file).map { $0.bytes != identifier } ?? true }
        guard let section = file.section(".note.gnu.build-id"), let note = note(of: file) else { return false }
        return perfmon_memory_differs(loadBias &+ section.address, note, note.count)
    }
}
