/// Marks the tasks that a request starts, so that the sampler finds those it cannot reach from the request's own task: an
/// unstructured `Task` inherits task-local values and nothing else.
package enum RequestScope {
    @TaskLocal private static var mark = 0

    /// Runs `body` as a part of a request.
    package static func run<Value>(
        _ request: ActiveRequest,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        try await $mark.withValue(value(of: request), operation: body, isolation: isolation)
    }

    /// What tasks of a request are marked with: never 0.
    static func value(of request: ActiveRequest) -> Int {
        Int(truncatingIfNeeded: request.state << 12 | UInt64(request.slot))
    }

    /// The slot that a mark names.
    static func slot(of mark: Int) -> Int { mark & 0xfff }

    /// How the runtime identifies the value: by the address of its `TaskLocal` object, which lives as long as the process.
    static var key: UInt64 { UInt64(UInt(bitPattern: Unmanaged.passUnretained($mark).toOpaque())) }
}
