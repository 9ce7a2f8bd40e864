#if Hummingbird

import Foundation
import Hummingbird
import Logging
import NIOCore
import PerfMon
import PerfMonConfiguration
import PerfMonHummingbird
import PerfMonModel
import Synchronization

struct TestContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

/// A real server on a free port, and what its monitor reported.
final class TestServer: Sendable {
    private let monitor: Monitor
    private let box: IncidentBox

    /// Runs `body` while the server runs. Every request is slow, unless `yaml` says otherwise.
    static func run(
        isMonitored: Bool = true,
        yaml: String = "thresholds: { default: 1ns }",
        routes: (Router<TestContext>) -> Void,
        _ body: @escaping @Sendable (TestServer, Int) async throws -> Void
    ) async throws {
        let reports = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: reports) }
        let server = try TestServer(yaml: "version: 1\nservice: { name: test }\nreports: { path: \(reports.path) }\n\(yaml)")
        let router = Router(context: TestContext.self)
        if isMonitored { router.add(middleware: PerfMonMiddleware(monitor: server.monitor)) }
        routes(router)

        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                try await body(server, port)
                break
            }
            group.cancelAll()
        }
        // Nothing is written any more when the directory goes.
        await server.monitor.waitForReports()
    }

    private init(yaml: String) throws {
        let incidents = IncidentBox()
        monitor = try Monitor(plan: .load(yaml: yaml), onIncident: { incidents.add($0) })
        box = incidents
    }

    /// What was reported of the requests that have ended.
    func incidents() async -> [Incident] {
        await monitor.waitForReports()
        return box.all
    }

    /// Waits until so many incidents are there: a request ends after its client has seen the last byte.
    func incidents(count: Int) async -> [Incident] {
        while box.all.count < count { await Task.yield() }
        return await incidents()
    }
}

private final class IncidentBox: Sendable {
    private let values = Mutex<[Incident]>([])
    var all: [Incident] { values.withLock { $0 } }
    /// On a busy machine a request may run for so long that it is reported meanwhile, too.
    func add(_ incident: Incident) { if !incident.request.isRunning { values.withLock { $0.append(incident) } } }
}

#endif
