public import Hummingbird
internal import NIOCore

/// The shop's server, ready to run.
///
/// - Parameters:
///   - router: Answers the requests.
///   - host: The address to listen on.
///   - port: The port to listen on; 0 takes a free one.
///   - onListening: Called with the port once it is open.
public func buildApplication(
    router: Router<ShopRequestContext>,
    host: String = "127.0.0.1",
    port: Int,
    onListening: @escaping @Sendable (Int) -> Void
) -> some ApplicationProtocol {
    Application(
        router: router,
        configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "shop"),
        onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) }
    )
}
