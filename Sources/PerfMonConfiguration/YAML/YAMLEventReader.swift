internal import CLibYAML

/// Reads events from libyaml. Only its parser is used: never its emitter, never its document loader.
final class YAMLEventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let index: CodePointIndex

    /// `source` must be valid UTF-8. `nil` when there is no memory.
    init?(_ source: SourceFile) {
        index = CodePointIndex(source)
        input = .allocate(capacity: max(1, source.bytes.count))
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            input.deallocate()
            parser.deallocate()
            return nil
        }
        _ = input.update(fromContentsOf: source.bytes)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        // libyaml looks for a byte order mark only when it has to find out the encoding itself.
        let start = source.byteOrderMarkLength
        yaml_parser_set_input_string(parser, input.baseAddress.map { $0 + start }, source.bytes.count - start)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event that carries content.
    func next() throws(YAMLProblem) -> YAMLEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
            defer { yaml_event_delete(&event) }
            if let converted = convert(event) { return converted }
        }
    }

    private func convert(_ event: yaml_event_t) -> YAMLEvent? {
        let start = offset(event.start_mark)
        let range = start..<max(start, offset(event.end_mark))
        func make(_ kind: YAMLEvent.Kind, anchor: UnsafePointer<UInt8>? = nil, tag: UnsafePointer<UInt8>? = nil) -> YAMLEvent {
            YAMLEvent(kind: kind, range: range, anchor: anchor.map(text), tag: tag.map(text))
        }
        switch event.type {
        case YAML_STREAM_END_EVENT: return make(.streamEnd)
        case YAML_DOCUMENT_START_EVENT: return make(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return make(.documentEnd)
        case YAML_ALIAS_EVENT: return make(.alias(name: text(event.data.alias.anchor)))
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            return make(.sequenceStart(isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE), anchor: data.anchor, tag: data.tag)
        case YAML_SEQUENCE_END_EVENT: return make(.sequenceEnd)
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            return make(.mappingStart(isFlow: data.style == YAML_FLOW_MAPPING_STYLE), anchor: data.anchor, tag: data.tag)
        case YAML_MAPPING_END_EVENT: return make(.mappingEnd)
        case YAML_SCALAR_EVENT:
            let data = event.data.scalar
            let value = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
            let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE && data.tag == nil
            return make(.scalar(text: value, isPlain: isPlain), anchor: data.anchor, tag: data.tag)
        default: return nil
        }
    }

    private func problem() -> YAMLProblem {
        let hasContext = parser.pointee.context != nil
        return YAMLProblem(
            message: parser.pointee.problem.map { String(cString: $0) } ?? "out of memory",
            context: parser.pointee.context.map { String(cString: $0) } ?? "",
            offset: offset(parser.pointee.problem_mark),
            contextOffset: hasContext ? offset(parser.pointee.context_mark) : nil
        )
    }

    private func offset(_ mark: yaml_mark_t) -> Int {
        index.offset(ofCodePoint: mark.index)
    }

    private func text(_ pointer: UnsafePointer<UInt8>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}
