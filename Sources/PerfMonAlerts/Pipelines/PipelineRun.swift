package import PerfMonConfiguration
internal import PerfMonModel
package import PerfMonStore

/// The way of one slow request through the stages of its pipeline. Asks for what needs memory or files; decides the rest itself.
package struct PipelineRun: Sendable {
    /// What is needed to go on.
    package enum Step: Sendable {
        /// The store's word on a sighting: ``admit(_:)`` hands it over.
        case askStore(AlertSighting)
        /// A token of the limit's bucket: ``limit(_:)`` hands over whether there was one.
        case takeToken(RateLimit)
        /// Nothing; this is the end.
        case end(PipelineOutcome)
    }

    private let pipeline: Pipeline
    private let candidate: AlertCandidate
    private let stages: [PipelineStage]
    private var position = 0
    private var claims: [AlertClaim] = []
    private var record: AlertRecord?
    private var drop: PipelineDrop?

    package init(_ pipeline: Pipeline, _ candidate: AlertCandidate) {
        self.pipeline = pipeline
        self.candidate = candidate
        stages = pipeline.admissionStages
    }

    /// Runs stages until one needs something from outside, or the last has run.
    package mutating func next() -> Step {
        while drop == nil, position < stages.count {
            switch stages[position] {
            case .filter(let filter):
                if let reason = filter.objection(to: candidate) { drop = .filtered(reason) }
            case .deduplicate(let options):
                let fingerprint = Fingerprint(options.fingerprint ?? candidate.policy.alerts.fingerprint, of: candidate)
                // A stage like an earlier one has nothing to add.
                guard !claims.contains(where: { $0.fingerprint == fingerprint }) else { break }
                let window = options.window ?? candidate.policy.alerts.window
                return .askStore(AlertSighting(fingerprint: fingerprint, duration: candidate.request.duration, window: window))
            case .rateLimit(let limit): return .takeToken(RateLimit(limit, at: position, in: stages))
            case .format, .deliver: break
            }
            position += 1
        }
        return .end(outcome)
    }

    /// What the store said.
    package mutating func admit(_ admission: AlertAdmission) {
        position += 1
        switch admission {
        case .admitted(let claim, let record):
            claims.append(claim)
            self.record = self.record ?? record
        case .suppressed(let record): drop = .suppressed(record)
        }
    }

    /// Whether there was a token.
    package mutating func limit(_ isBelow: Bool) {
        position += 1
        if !isBelow { drop = .rateLimited }
    }

    private var outcome: PipelineOutcome {
        if let drop { return .dropped(drop, claims) }
        guard let delivery = pipeline.delivery else { return .dropped(.undeliverable, claims) }
        return .deliver(delivery, claims, record)
    }
}

/// What becomes of a slow request in its pipeline.
package enum PipelineOutcome: Sendable {
    /// This delivery, by these rights.
    case deliver(PlannedDelivery, [AlertClaim], AlertRecord?)
    /// None; claims made before are void.
    case dropped(PipelineDrop, [AlertClaim])
}

/// Why a stage dropped a request.
package enum PipelineDrop: Sendable, CustomStringConvertible {
    case filtered(String)
    case suppressed(AlertRecord)
    case rateLimited
    case undeliverable

    package var description: String {
        switch self {
        case .filtered(let reason): "filtered: \(reason)"
        case .suppressed(let record): "suppressed: repeat \(record.suppressed) of alert \(record.fingerprint.id)"
        case .rateLimited: "rate limited"
        case .undeliverable: "the pipeline delivers to nobody"
        }
    }
}

/// A rate limit of a pipeline. It is the same one after a reload that has changed other stages only.
package struct RateLimit: Sendable, Hashable {
    package let stage: RateLimitStage
    /// Tells it from earlier stages with equal limits.
    private let occurrence: Int

    fileprivate init(_ stage: RateLimitStage, at position: Int, in stages: [PipelineStage]) {
        self.stage = stage
        occurrence = stages[..<position].count { $0 == .rateLimit(stage) }
    }
}

/// A deliver stage with the format that counts for it.
package struct PlannedDelivery: Sendable, Hashable {
    package var stage: DeliverStage
    package var format: FormatStage

    package init(stage: DeliverStage, format: FormatStage) {
        self.stage = stage
        self.format = format
    }
}

extension Pipeline {
    /// The limits of its stages.
    var rateLimits: [RateLimit] {
        stages.enumerated().compactMap { position, stage in
            guard case .rateLimit(let limit) = stage else { return nil }
            return RateLimit(limit, at: position, in: stages)
        }
    }

    /// The first deliver stage, at which the pipeline ends, with the last format before it.
    package var delivery: PlannedDelivery? {
        var format = FormatStage()
        for stage in stages {
            switch stage {
            case .format(let stage): format = stage
            case .deliver(let stage): return PlannedDelivery(stage: stage, format: format)
            case .filter, .deduplicate, .rateLimit: break
            }
        }
        return nil
    }

    /// What happens in their order, up to the delivery; `isImplied` for a deduplication that no stage asks for.
    package var stagesInForce: [(stage: PipelineStage, isImplied: Bool)] {
        let written = stages.contains { if case .deduplicate = $0 { true } else { false } }
        let before = admissionStages.map { stage in
            if case .deduplicate = stage { (stage, !written) } else { (stage, false) }
        }
        return before + (delivery.map { [(.deliver($0.stage), false)] } ?? [])
    }

    /// The stages before the delivery. If there is no deduplication among them, there is one before the first that is no filter:
    /// an alert is sent once unless `alerts.window` or a stage says otherwise.
    fileprivate var admissionStages: [PipelineStage] {
        var result = Array(stages.prefix { if case .deliver = $0 { false } else { true } })
        guard !result.contains(where: { if case .deduplicate = $0 { true } else { false } }) else { return result }
        let index = result.firstIndex { if case .filter = $0 { false } else { true } } ?? result.endIndex
        result.insert(.deduplicate(AlertOptions()), at: index)
        return result
    }
}

extension FilterStage {
    /// The first condition that the request does not meet.
    fileprivate func objection(to candidate: AlertCandidate) -> String? {
        let request = candidate.request
        if let minDuration, request.duration < minDuration { return "faster than \(minDuration)" }
        if !methods.isEmpty, !methods.contains(request.method) { return "method \(request.method)" }
        if !statuses.isEmpty, !statuses.contains(where: { pattern in request.status.map(pattern.contains) ?? false }) {
            return "status \(request.status.map(String.init) ?? "none")"
        }
        if !routes.isEmpty, !routes.contains(where: { $0 == candidate.policy.routeName }) {
            return "route \(candidate.policy.routeName ?? "without a name")"
        }
        return nil
    }
}
