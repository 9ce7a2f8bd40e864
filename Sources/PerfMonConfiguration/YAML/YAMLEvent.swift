/// One step of libyaml through the file.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case documentEnd
        case streamEnd
        case alias(name: String)
        case scalar(text: String, isPlain: Bool)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
    }

    var kind: Kind
    var range: Range<Int>
    var anchor: String?
    var tag: String?
}

/// What libyaml says about a syntax error, in its words.
struct YAMLProblem: Error {
    var message: String
    var context: String
    /// Where the error was noticed.
    var offset: Int
    /// Where the construct began that has the error, if libyaml says so.
    var contextOffset: Int?
}
