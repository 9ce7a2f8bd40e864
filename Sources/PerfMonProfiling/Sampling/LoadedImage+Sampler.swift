internal import CPerfMonSampler

extension LoadedImage {
    init(_ image: perfmon_image) {
        let path = withUnsafeBytes(of: image.path) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let buildIdentifier = withUnsafeBytes(of: image.build_id) { Array($0.prefix(Int(image.build_id_count))) }
        self.init(
            path: path, loadBias: image.load_bias, textStart: image.text_start, textEnd: image.text_end,
            buildIdentifier: buildIdentifier)
    }
}
