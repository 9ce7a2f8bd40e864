package import PerfMonModel

extension Incident {
    var requestDetails: [Detail] {
        [
            Detail("Method", request.method),
            Detail("Path", request.path),
            Detail("Route", request.route ?? "no route matched"),
            Detail("Query", request.query),
            Detail("Status", request.status.map(String.init) ?? (request.isRunning ? "still running when this was written" : "none")),
            Detail("Error", request.error),
            Detail("Started", UTCTime(request.start).iso8601),
            Detail("Duration", "\(DurationText(request.duration))"),
            Detail("Threshold", "\(DurationText(request.threshold))"),
            Detail("Request body", request.requestSize.map { "\(ByteCountText($0))" }),
            Detail("Response body", request.responseSize.map { "\(ByteCountText($0))" }),
            Detail("Remote address", request.remoteAddress),
            Detail("Request ID", request.requestID),
            Detail("Trace ID", request.traceID),
            Detail("Report ID", request.id),
            Detail("Other requests in flight", String(request.otherRequestsInFlight)),
        ].compactMap(\.self)
    }

    /// What the policy left out, in words; `nil` when it left out nothing.
    var hiddenHeadersNote: String? {
        switch request.hiddenHeaders {
        case ..<1: nil
        case 1: "1 more header was not captured (headers.names)."
        case let count: "\(count) more headers were not captured (headers.names)."
        }
    }

    var environmentDetails: [Detail] {
        let limit = environment.processorLimit.map { ", limited to \(DecimalText($0, digits: 1))" } ?? ""
        return [
            Detail("Service", environment.service),
            Detail("Deployment", environment.deployment),
            Detail("Version", environment.version),
            environment.tags.isEmpty
                ? nil : Detail("Tags", environment.tags.sorted { $0.key < $1.key }.map { "\($0): \($1)" }.joined(separator: ", ")),
            Detail("Host", environment.host),
            Detail("Process", "\(environment.processID), up \(DurationText(environment.uptime))"),
            Detail("Swift", environment.swiftVersion),
            Detail("System", "\(environment.operatingSystem), \(environment.architecture)"),
            Detail("CPUs", "\(environment.processors)\(limit)"),
            Detail("Load average", environment.loadAverage.map { "\(DecimalText($0, digits: 2))" }),
            Detail("Resident memory", environment.residentBytes.map { "\(ByteCountText($0))" }),
            Detail("Threads", environment.threads.map(String.init)),
            Detail("Configuration", environment.planHash),
        ].compactMap(\.self)
    }

    var samplerDetails: [Detail] {
        let sampler = profile.sampler
        return [
            Detail("Level", sampler.level.explanation),
            Detail("Limitation", sampler.limitation),
            Detail("Symbols", symbolGaps(isNamed: true)),
            Detail("Interval asked for", "\(DurationText(sampler.interval))"),
            sampler.samples == 0
                ? nil : Detail("Interval kept", "median \(DurationText(sampler.medianGap)), largest \(DurationText(sampler.largestGap))"),
            Detail("Samples", "\(sampler.samples) kept, \(sampler.discards.total) discarded"),
            sampler.discards.total == 0 ? nil : Detail("Discarded", sampler.discards.explanation),
            sampler.leftOut == 0 ? nil : Detail("Left out", "\(sampler.leftOut) looks, to stay within profiling.max_overhead"),
            sampler.childrenLeftOut == 0
                ? nil
                : Detail("Tasks left out", "up to \(sampler.childrenLeftOut) at a time, of tasks with more children than are looked at"),
            Detail("Not sampled", "\(PercentSplit(verdict.split)[.notSampled]) of the wall time"),
            Detail("Cost", "\(DurationText(sampler.samplerCPU)) of CPU time while the request ran, for all requests together"),
        ].compactMap(\.self)
    }

    /// The route's template or, without one, the path.
    var target: String { request.route ?? request.path }

    /// Such as `200`, or `error` when no response was made.
    var outcome: String { request.outcome }

    /// Whether there is anything to show of functions and tasks.
    var hasStacks: Bool { callTree.children.contains { $0.frame.origin != .synthetic } }

    /// What the verdict notes, and how busy the server was.
    var notes: [String] {
        let count = request.otherRequestsInFlight
        let inFlight = count > 0 ? ["\(count) other \(count == 1 ? "request was" : "requests were") in flight when it ended"] : []
        return Array((verdict.hints + inFlight).prefix(3)) + [symbolGaps(isNamed: false)].compactMap(\.self)
    }

    /// What is not known for lack of symbols, and how to keep it: the verdict notes where the application's functions have no
    /// names, as it cannot name them either; the rest is told where the measurement is. `nil` when nothing is missing.
    private func symbolGaps(isNamed: Bool) -> String? {
        let gaps = profile.symbolGaps.filter { ($0.missing == .names && $0.isExecutable) != isNamed }
        return gaps.isEmpty ? nil : gaps.map { SymbolGapText($0).sentence }.joined(separator: ". ")
    }
}

extension RequestRecord {
    /// Such as `200`, or `error` when no response was made.
    package var outcome: String {
        if isRunning { return "still running" }
        return status.map(String.init) ?? (error == nil ? "no status" : "error")
    }
}
