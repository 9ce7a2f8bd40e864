internal import Foundation
internal import Hummingbird
internal import Shop

/// Runs the shop. `HOST` and `PORT` say where; port 0 takes a free one.
@main
struct Server {
    static func main() async {
        do {
            try await run()
        } catch {
            // A mistake in perfmon.yaml, or a port in use, is a message for people, not a crash.
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }

    private static func run() async throws {
        let environment = Environment()
        let host = environment.get("HOST") ?? "127.0.0.1"
        let port = environment.get("PORT", as: Int.self) ?? 8080

        let application = buildApplication(router: try buildRouter(), host: host, port: port) { port in
            FileHandle.standardOutput.write(Data("listening on http://\(host):\(port)\n".utf8))
        }
        try await application.runService()
    }
}
