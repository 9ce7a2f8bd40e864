#if Hummingbird

internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PerfMon

extension RequestDetails {
    init(
        _ request: Request,
        _ context: some RequestContext,
        status: Int?,
        error: (any Error)? = nil,
        responseSize: Int? = nil
    ) {
        self.init(
            query: request.uri.query,
            // Where no route matched, Hummingbird puts a word there.
            route: context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil },
            status: status,
            error: error,
            responseSize: responseSize,
            remoteAddress: (context as? any RemoteAddressRequestContext)?.remoteAddress.map { $0.ipAddress ?? $0.description },
            requestID: context.id,
            headers: request.headers.map { (name: $0.name.rawName, value: $0.value) }
        )
    }
}

#endif
