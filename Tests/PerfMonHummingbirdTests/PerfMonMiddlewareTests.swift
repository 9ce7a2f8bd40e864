#if Hummingbird

import Foundation
import Hummingbird
import PerfMonModel
import Synchronization
import Testing

struct PerfMonMiddlewareTests {
    @Test func describesTheRequest() async throws {
        try await TestServer.run(yaml: "thresholds: { default: 1ns }\nheaders: { names: [user-agent, authorization] }") { router in
            router.get("/users/:id") { _, _ in "hello" }
        } _: { server, port in
            let answer = try await HTTPConnection.exchange(
                port: port,
                "GET /users/42?page=2&password=s3cr3t",
                headers: ["User-Agent: test", "Authorization: Bearer s3cr3t", "X-Other: 1"]
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK") && answer.hasSuffix("hello"))
            let request = try #require(await server.incidents(count: 1).first).request
            #expect(request.method == "GET" && request.path == "/users/42" && request.route == "/users/{id}")
            #expect(request.status == 200 && request.responseSize == 5 && request.error == nil)
            #expect(request.query == "page=2&password=[redacted]")
            #expect(request.remoteAddress == "127.0.0.1")
            #expect(request.requestID?.isEmpty == false)
            #expect(request.headers.map(\.value).sorted() == ["[redacted]", "test"])
            #expect(request.hiddenHeaders >= 1)
        }
    }

    @Test(arguments: [("/missing", 404), ("/teapot", 418), ("/broken", 500)])
    func aHandlerThatThrowsIsReportedAndAnsweredAsWithoutMonitoring(_ path: String, _ status: Int) async throws {
        struct Broken: Error {}
        try await TestServer.run { router in
            router.get("/teapot") { _, _ -> String in throw HTTPError(.init(code: 418), message: "short and stout") }
            router.get("/broken") { _, _ -> String in throw Broken() }
        } _: { server, port in
            let answer = try await HTTPConnection.exchange(port: port, "GET \(path)")
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
            let request = try #require(await server.incidents(count: 1).first).request
            #expect(request.status == status && request.error != nil)
            #expect(request.route == (status == 404 ? nil : path))
        }
    }

    @Test func aStreamedBodyEndsTheRequestWithItsLastByte() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await TestServer.run { router in
            router.get("/stream") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "first"))
                        for await _ in released { break }
                        try await writer.write(ByteBuffer(string: "second"))
                        try await writer.finish(nil)
                    }
                )
            }
        } _: { server, port in
            let connection = try HTTPConnection(port: port)
            try connection.send("GET /stream", headers: ["Connection: close"])
            _ = try await HTTPConnection.onThread { try connection.receive { $0.contains("first") } }
            #expect(await server.incidents().isEmpty)
            release.yield()
            let rest = try await HTTPConnection.onThread { try connection.receive { _ in false } }
            #expect(rest.contains("second"))
            let request = try #require(await server.incidents(count: 1).first).request
            #expect(request.status == 200 && request.responseSize == nil && request.error == nil)
        }
    }

    @Test func aStreamedBodyThatThrowsIsReported() async throws {
        struct Broken: Error {}
        try await TestServer.run { router in
            router.get("/stream") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "first"))
                        throw Broken()
                    }
                )
            }
        } _: { server, port in
            _ = try await HTTPConnection.exchange(port: port, "GET /stream")
            let request = try #require(await server.incidents(count: 1).first).request
            #expect(request.error?.contains("Broken") == true && request.status == 200)
        }
    }

    @Test func aClientThatHangsUpEndsTheRequest() async throws {
        try await TestServer.run { router in
            router.get("/endless") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        let chunk = ByteBuffer(repeating: 120, count: 65_536)
                        for _ in 0..<100_000 { try await writer.write(chunk) }
                        try await writer.finish(nil)
                    }
                )
            }
            router.get("/next") { _, _ in "still here" }
        } _: { server, port in
            do {
                let connection = try HTTPConnection(port: port)
                try connection.send("GET /endless")
                _ = try await HTTPConnection.onThread { try connection.receive { $0.contains("xxx") } }
            }
            let incidents = await server.incidents(count: 1)
            #expect(incidents.map(\.request.path) == ["/endless"])
            #expect(try await HTTPConnection.exchange(port: port, "GET /next").hasSuffix("still here"))
        }
    }

    @Test func excludedRequestsAreLeftAlone() async throws {
        try await TestServer.run(yaml: "thresholds: { default: 1ns }\nurls: { exclude: [/internal/*] }") { router in
            router.get("/internal/slow") { _, _ in "ok" }
            router.get("/other") { _, _ in "ok" }
        } _: { server, port in
            _ = try await HTTPConnection.exchange(port: port, "GET /internal/slow")
            _ = try await HTTPConnection.exchange(port: port, "GET /other")
            #expect(await server.incidents(count: 1).map(\.request.path) == ["/other"])
        }
    }

    @Test func requestsOfOneConnectionAreReportedOneByOne() async throws {
        try await TestServer.run { router in
            router.get("/items/:id") { _, context in context.parameters.get("id") ?? "" }
        } _: { server, port in
            let paths = (0..<20).map { "/items/\($0)" }
            try await HTTPConnection.onThread {
                let connection = try HTTPConnection(port: port)
                for path in paths {
                    try connection.send("GET \(path)")
                    _ = try connection.receive { $0.contains("\r\n\r\n") }
                }
            }
            #expect(await server.incidents(count: 20).map(\.request.path) == paths)
        }
    }

    @Test func manyConnectionsAtOnceAreAllReported() async throws {
        try await TestServer.run(yaml: "thresholds: { default: 1ns }\nprofiling: { enabled: false }") { router in
            router.get("/items/:id") { _, _ in "ok" }
        } _: { server, port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<64 {
                    group.addTask { _ = try await HTTPConnection.exchange(port: port, "GET /items/\(index)") }
                }
                try await group.waitForAll()
            }
            let paths = await server.incidents(count: 64).map(\.request.path)
            #expect(Set(paths) == Set((0..<64).map { "/items/\($0)" }) && paths.count == 64)
        }
    }

    @Test(arguments: [
        "GET /text", "HEAD /text", "GET /empty", "GET /sized-stream", "GET /chunked", "GET /missing", "GET /fails", "POST /echo",
    ])
    func answersAreTheSameWithAndWithoutMonitoring(_ request: String) async throws {
        let monitored = try await answer(to: request, isMonitored: true)
        #expect(try await monitored == answer(to: request, isMonitored: false))
        #expect(monitored.first?.hasPrefix("HTTP/1.1 ") == true)
    }

    private func answer(to request: String, isMonitored: Bool) async throws -> [String] {
        let lines = Mutex<[String]>([])
        try await TestServer.run(isMonitored: isMonitored, routes: Self.addRoutes) { _, port in
            let answer = try await HTTPConnection.exchange(port: port, request, headers: ["Content-Length: 0"])
            lines.withLock { $0 = answer.components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date:") } }
        }
        return lines.withLock { $0 }
    }

    @Sendable private static func addRoutes(_ router: Router<TestContext>) {
        router.get("/text") { _, _ in "some text" }
        router.head("/text") { _, _ in "some text" }
        router.get("/empty") { _, _ in Response(status: .noContent) }
        router.get("/sized-stream") { _, _ in
            Response(
                status: .ok,
                body: .init(contentLength: 4) { writer in
                    try await writer.write(ByteBuffer(string: "four"))
                    try await writer.finish(nil)
                }
            )
        }
        router.get("/chunked") { _, _ in
            Response(status: .ok, body: .init(contentsOf: [ByteBuffer(string: "a"), ByteBuffer(string: "b")]))
        }
        router.get("/fails") { _, _ -> String in throw HTTPError(.badRequest, message: "no") }
        router.post("/echo") { request, _ in Response(status: .ok, body: .init(asyncSequence: request.body)) }
    }
}

#endif
