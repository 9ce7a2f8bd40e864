internal import CPerfMonSampler

extension LoadedImage {
    init(_ image: perfmon_image) {
        let path = withUnsafeBytes(of: image.path) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        self.init(path: path, loadBias: image.load_bias, textStart: image.text_start, textEnd: image.text_end)
    }
}
