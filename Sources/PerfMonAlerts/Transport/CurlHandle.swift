internal import CCurl

/// One transfer of libcurl: its options and what they point to.
///
/// Errors of options are collected, and ``run(until:)`` reports the first: an option that libcurl does not take could
/// otherwise weaken the transfer silently.
struct CurlHandle: ~Copyable {
    /// libcurl asks for the next bytes of a body, or hands over bytes it received.
    typealias TransferFunction = @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int

    private let easy: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var problem = CURLE_OK

    /// Once per process, before the first handle.
    private static let isLibraryReady = perfmon_curl_initialize() == CURLE_OK

    /// Costs some milliseconds once per process, which the first transfer would pay otherwise.
    static func prepareLibrary() { _ = isLibraryReady }

    /// `nil` without memory.
    init?() {
        guard Self.isLibraryReady, let easy = curl_easy_init() else { return nil }
        self.easy = easy
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
    }

    mutating func set(_ option: CURLoption, _ value: Bool) {
        note(perfmon_curl_set_long(easy, option, value ? 1 : 0))
    }

    /// In milliseconds.
    mutating func set(_ option: CURLoption, _ value: Duration) {
        let milliseconds = value.components.seconds * 1000 + value.components.attoseconds / 1_000_000_000_000_000
        note(perfmon_curl_set_long(easy, option, Int(max(milliseconds, 1))))
    }

    /// libcurl copies the text.
    mutating func set(_ option: CURLoption, _ value: String) {
        // C would see the beginning only.
        guard !value.utf8.contains(0) else { return note(CURLE_BAD_FUNCTION_ARGUMENT) }
        note(perfmon_curl_set_text(easy, option, value))
    }

    /// Takes back a text that libcurl was built with.
    mutating func clear(_ option: CURLoption) {
        note(perfmon_curl_set_text(easy, option, nil))
    }

    mutating func set(_ option: CURLoption, size: Int) {
        note(perfmon_curl_set_size(easy, option, curl_off_t(size)))
    }

    mutating func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard !value.utf8.contains(0), let longer = curl_slist_append(list, value) else {
                curl_slist_free_all(list)
                return note(CURLE_OUT_OF_MEMORY)
            }
            list = longer
        }
        if let list { lists.append(list) }
        note(perfmon_curl_set_list(easy, option, list))
    }

    /// `context` must live as long as this handle.
    mutating func set(_ option: CURLoption, _ function: TransferFunction, context contextOption: CURLoption, _ context: AnyObject) {
        note(perfmon_curl_set_function(easy, option, function))
        note(perfmon_curl_set_pointer(easy, contextOption, Unmanaged.passUnretained(context).toOpaque()))
    }

    /// The settings whose values Swift cannot name the same way with every version of libcurl.
    mutating func apply(_ setting: (UnsafeMutableRawPointer) -> CURLcode) {
        note(setting(easy))
    }

    private mutating func note(_ code: CURLcode) {
        if problem == CURLE_OK { problem = code }
    }

    /// Transfers; blocks. Calls `completion` with the result before connections are closed, because that can block, too.
    consuming func run(until cancellation: TransferCancellation, completion: (CURLcode, _ responseCode: Int) -> Void) {
        guard problem == CURLE_OK, let multi = curl_multi_init() else { return completion(problem, 0) }
        defer { curl_multi_cleanup(multi) }
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return completion(CURLE_FAILED_INIT, 0) }
        defer { curl_multi_remove_handle(multi, easy) }
        cancellation.begin(multi)
        defer { cancellation.end() }
        var running: CInt = 1
        while !cancellation.isCancelled, curl_multi_perform(multi, &running) == CURLM_OK, running > 0 {
            guard curl_multi_poll(multi, nil, 0, 1000, nil) == CURLM_OK else { break }
        }
        var result = CURLE_ABORTED_BY_CALLBACK
        _ = perfmon_curl_is_done(multi, &result)
        completion(result, perfmon_curl_response_code(easy))
    }
}
