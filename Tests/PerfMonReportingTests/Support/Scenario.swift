internal import PerfMonModel

/// A profile whose truth is known.
struct Scenario: Sendable, CustomStringConvertible {
    var name: String
    var profile: Profile
    var route = "/users/{id}"
    var path = "/users/42"
    var status: Int? = 200
    var error: String?

    var description: String { name }
}

/// Functions of an imaginary application, and what it calls.
enum Code {
    static let router = library("Router.respond(to:context:)", "Hummingbird")
    static let middleware = library("MiddlewareChain.handle(_:context:next:)", "Hummingbird")
    static let responder = library("CallbackResponder.respond(to:context:)", "Hummingbird")
    static let outer = [library("HTTPServerHandler.run()", "HummingbirdCore"), router, middleware, responder]

    static let user = application("Routes.user(_:)", "Routes.swift", 27)
    static let load = application("UserRepository.load(id:)", "UserRepository.swift", 41)
    static let avatar = application("AvatarClient.fetch()", "AvatarClient.swift", 18)
    static let rank = application("Recommender.rank()", "Recommender.swift", 63)
    static let render = application("ReportBuilder.render()", "ReportBuilder.swift", 90)
    static let cache = application("LegacyCache.get(_:)", "LegacyCache.swift", 12)
    static let balance = application("Ledger.balance()", "Ledger.swift", 33)
    static let thumbnail = application("Thumbnails.make(_:)", "Thumbnails.swift", 7)

    static let sleep = library("Task.sleep(for:)", "_Concurrency")
    static let query = library("PostgresClient.query(_:)", "PostgresNIO")
    static let encode = library("JSONEncoder.encode(_:)", "Foundation")
    static let execute = library("HTTPClient.execute(_:)", "AsyncHTTPClient")
    static let firstMatch = library("Regex.firstMatch", "_StringProcessing")
    static let read = library("read", "libc.so.6")
    static let value = library("Task.value", "_Concurrency")
    static let group = library("withTaskGroup(of:body:)", "_Concurrency")

    static func application(_ name: String, _ file: String, _ line: Int) -> Frame {
        Frame(function: name, module: "App", file: "/build/app/Sources/App/\(file)", line: line, origin: .application)
    }

    static func library(_ name: String, _ module: String) -> Frame {
        Frame(function: name, module: module, origin: .library)
    }
}
