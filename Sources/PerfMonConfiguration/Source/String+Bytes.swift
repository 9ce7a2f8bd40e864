extension String {
    /// Calls back with the bytes of the text.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        // Strings made by Swift are contiguous UTF-8; only bridged ones take the copy.
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }

    /// Whether the text has an ASCII character. Faster than a search in the view, which decides for each byte how the
    /// text is stored.
    func containsByte(_ byte: UInt8) -> Bool {
        withBytes { $0.contains(byte) }
    }
}
