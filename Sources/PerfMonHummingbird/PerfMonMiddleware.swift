#if Hummingbird

internal import HTTPTypes
public import Hummingbird
public import Logging
public import PerfMon

/// Monitors the requests of a Hummingbird 2 application.
///
/// ```swift
/// let router = Router()
/// router.add(middleware: try PerfMonMiddleware())
/// ```
///
/// Add it before other middleware, so that their time counts, too. A request is timed until the last byte of its response body is
/// written, streamed bodies included, and also when its handler throws.
///
/// Available with the package trait `Hummingbird`.
public struct PerfMonMiddleware<Context: RequestContext>: RouterMiddleware {
    /// The monitor that this middleware reports to.
    public let monitor: Monitor

    /// Creates the middleware from `perfmon.yaml` and the environment.
    ///
    /// - Parameters:
    ///   - path: The configuration file. `nil` looks for the one that `PERF_CONFIG_FILE` names, then `./perfmon.yaml`; without any,
    ///     the defaults apply.
    ///   - response: What to do when the configuration cannot be used.
    ///   - logger: Receives one line for each report, and what is wrong.
    /// - Throws: An error that names every mistake in the configuration, with its place and a remedy.
    public init(
        configuration path: String? = nil,
        onInvalidConfiguration response: InvalidConfigurationResponse = .fail,
        logger: Logger = Logger(label: "perfmon")
    ) throws {
        self.init(monitor: try Monitor(configuration: path, onInvalidConfiguration: response, logger: logger))
    }

    /// Creates the middleware for a monitor that exists.
    public init(monitor: Monitor) {
        self.monitor = monitor
    }

    /// Passes the request on and times it.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let monitored = monitor.begin(method: request.method.rawValue, path: request.uri.path, host: request.head.authority)
        guard let monitored else { return try await next(request, context) }
        monitored.describe { RequestDetails(request, context, status: nil) }
        do {
            var response = try await monitored.run { try await next(request, context) }
            let status = Int(response.status.code)
            let size = response.body.contentLength
            monitored.describe { RequestDetails(request, context, status: status, responseSize: size) }
            response.body = response.body.timed(by: monitored) { error in
                RequestDetails(request, context, status: status, error: error, responseSize: size)
            }
            return response
        } catch {
            let status = Int((error as? any HTTPResponseError)?.status.code ?? 500)
            monitored.finish { RequestDetails(request, context, status: status, error: error) }
            throw error
        }
    }
}

extension ResponseBody {
    /// The same body, which ends the request when it has been written or could not be.
    fileprivate consuming func timed(
        by request: MonitoredRequest,
        _ details: @escaping @Sendable (any Error) -> RequestDetails
    ) -> ResponseBody {
        let body = self
        return ResponseBody(contentLength: body.contentLength) { writer in
            do {
                try await request.run { try await body.write(writer) }
                request.finish()
            } catch {
                request.finish { details(error) }
                throw error
            }
        }
    }
}

#endif
