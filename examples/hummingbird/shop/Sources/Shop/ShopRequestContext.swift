public import Hummingbird
public import NIOCore

/// What travels with each request: Hummingbird's own values and the address of the client.
public struct ShopRequestContext: RequestContext, RemoteAddressRequestContext {
    /// Hummingbird's own values.
    public var coreContext: CoreRequestContextStorage
    /// The address of the client.
    public let remoteAddress: SocketAddress?

    /// Called by Hummingbird for each request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
