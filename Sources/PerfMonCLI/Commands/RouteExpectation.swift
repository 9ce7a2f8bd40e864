#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// What `--expect` wants to be true of a request.
enum RouteExpectation {
    /// The name of the route, or `none`, or `unmonitored`.
    case route(String)
    case threshold(Duration)

    init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("`\(text)` is no expectation; write route=NAME or threshold=DURATION") }
        switch parts[0] {
        case "route": self = .route(parts[1])
        case "threshold":
            do {
                self = .threshold(try DurationText.parse(parts[1]))
            } catch {
                throw ValidationError("`\(parts[1])` \(error.reason); \(error.hint)")
            }
        default: throw ValidationError("perfmon knows no expectation `\(parts[0])`; write route=NAME or threshold=DURATION")
        }
    }

    /// What is expected and what was found; `nil` when they are the same.
    func failure(_ explanation: RouteExplanation, status: Int?) -> String? {
        switch self {
        case .route(let wanted):
            let found = explanation.policy == nil ? "unmonitored" : explanation.routeName ?? "none"
            let isMatch = found == wanted || wanted == explanation.routeName
            return isMatch ? nil : "expected route \(wanted), found \(found)"
        case .threshold(let wanted):
            let found = explanation.policy.map { status.map($0.threshold) ?? $0.threshold }
            return found == wanted
                ? nil : "expected threshold \(DurationText.write(wanted)), found \(found.map(DurationText.write) ?? "none")"
        }
    }
}
#endif
