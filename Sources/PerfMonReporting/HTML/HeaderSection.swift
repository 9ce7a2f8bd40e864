internal import PerfMonModel

/// Which request this is about.
struct HeaderSection {
    let incident: Incident
    private var request: RequestRecord { incident.request }

    var html: HTML {
        """
        <header>
        <p class="brand"><b>perfmon</b> \(request.isRunning ? "request that still runs" : "slow request")</p>
        <h1><span class="duration">\(DurationText(request.duration))</span> \
        <span class="method">\(request.method)</span> <span class="target">\(HTML(text: incident.target, limit: HTMLPage.targetLimit))</span> \
        <span class="status \(statusClass)">\(incident.outcome)</span></h1>
        <p class="facts">\(facts)</p>
        \(request.error.map { "<p class=\"error\"><b>Threw</b> <code>\($0)</code></p>" as HTML })
        <nav aria-label="Sections"><a href="#verdict">Verdict</a> <a href="#wall-time">Wall time</a> \
        \(incident.hasStacks ? stackLinks : nil) \
        <a href="#request">Request</a> <a href="#environment">Environment</a> <a href="#sampler">Sampler</a></nav>
        </header>
        """
    }

    private var stackLinks: HTML {
        """
        <a href="#hot-path">Hot path</a> <a href="#functions">Functions</a> <a href="#call-tree">Call tree</a> \
        <a href="#tasks">Tasks</a>
        """
    }

    private var facts: HTML {
        let environment = incident.environment
        let deployment = environment.deployment.map { ", \($0)" } ?? ""
        var facts: [HTML] = [
            "<time datetime=\"\(UTCTime(request.start).iso8601)\">\(UTCTime(request.start).readable)</time>",
            "<span>\(environment.service)\(deployment) on \(environment.host)</span>",
            "<span>\(excess)threshold of \(DurationText(request.threshold))</span>",
        ]
        if let trace = request.traceID { facts.append("<span>trace <code>\(trace)</code></span>") }
        return .joined(facts)
    }

    private var excess: String {
        guard request.threshold > .zero else { return "" }
        return "\(DecimalText(request.duration.share(of: request.threshold), digits: 1)) times the "
    }

    private var statusClass: HTML {
        if request.isRunning { return "warning" }
        return switch request.status {
        case .some(..<400): "good"
        case .some(400..<500): "warning"
        default: "bad"
        }
    }
}
