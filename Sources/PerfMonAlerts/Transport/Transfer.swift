internal import CCurl
internal import Synchronization

/// What one exchange with a server sends, and what it makes of the answer.
protocol Exchange: Sendable {
    /// What it sends; a body that libcurl asks for piece by piece.
    var upload: [UInt8] { get }

    /// Sets the options of the protocol.
    func configure(_ handle: inout CurlHandle)
}

/// One exchange with a server, on a thread of its own.
enum Transfer {
    /// What came of it.
    struct Outcome: Sendable {
        var result: CURLcode
        /// The last status code of HTTP or reply code of SMTP; 0 without any.
        var responseCode: Int
        var header: [String]
        var body: [UInt8]
    }

    /// - Throws: `CancellationError` as soon as the task is cancelled; the thread then ends the transfer by itself.
    static func run(_ exchange: some Exchange, settings: TransportSettings) async throws -> Outcome {
        let pending = PendingOutcome(), cancellation = TransferCancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                pending.wait(continuation)
                let isStarted = DedicatedThread.run { perform(exchange, settings: settings, cancellation: cancellation, pending: pending) }
                if !isStarted { pending.finish(.failure(NotifierError(.temporary, "no thread could be started for sending"))) }
            }
        } onCancel: {
            // First the answer: a transfer that is cancelled ends with a failure of its own.
            pending.finish(.failure(CancellationError()))
            cancellation.cancel()
        }
    }

    private static func perform(
        _ exchange: some Exchange, settings: TransportSettings, cancellation: TransferCancellation, pending: PendingOutcome
    ) {
        let buffers = TransferBuffers(upload: exchange.upload, maximumBody: settings.maximumResponseSize)
        guard var handle = CurlHandle() else {
            return pending.finish(.failure(NotifierError(.temporary, "libcurl could not be started")))
        }
        settings.configure(&handle)
        exchange.configure(&handle)
        buffers.attach(to: &handle)
        handle.run(until: cancellation) { result, responseCode in
            // Giving up on an endless answer is no failure: what counts has been read.
            let result = buffers.isBodyCut && result == CURLE_WRITE_ERROR ? CURLE_OK : result
            let outcome = Outcome(result: result, responseCode: responseCode, header: buffers.header, body: buffers.body)
            pending.finish(.success(outcome))
        }
        // The handle points to the buffers until here.
        withExtendedLifetime(buffers) {}
    }
}

/// Hands an outcome over once, whoever comes first.
private final class PendingOutcome: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Transfer.Outcome, any Error>)
        case finished(Result<Transfer.Outcome, any Error>)
        case handedOver
    }

    private let state = Mutex(State.new)

    func wait(_ continuation: CheckedContinuation<Transfer.Outcome, any Error>) {
        let early: Result<Transfer.Outcome, any Error>? = state.withLock {
            if case .finished(let result) = $0 {
                $0 = .handedOver
                return result
            }
            $0 = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(with: early) }
    }

    func finish(_ result: Result<Transfer.Outcome, any Error>) {
        let continuation: CheckedContinuation<Transfer.Outcome, any Error>? = state.withLock {
            switch $0 {
            case .new:
                $0 = .finished(result)
                return nil
            case .waiting(let continuation):
                $0 = .handedOver
                return continuation
            case .finished, .handedOver: return nil
            }
        }
        continuation?.resume(with: result)
    }
}
