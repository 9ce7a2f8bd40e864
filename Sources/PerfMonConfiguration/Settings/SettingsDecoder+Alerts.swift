/// What becomes of a slow request once it has been noticed: alerts, delivery, notifiers, pipelines.
extension SettingsDecoder {
    func decodeAlerts(into alerts: inout AlertSettings) {
        let section = root.section("alerts")
        alerts.window = section.duration("window") ?? alerts.window
        alerts.fingerprint = section.values("fingerprint") ?? alerts.fingerprint
        alerts.store = section.value("store") ?? alerts.store
        alerts.maxEntries = section.integer("max_entries") ?? alerts.maxEntries
    }

    func alertOptions(_ section: SectionReader) -> AlertOptions {
        var options = AlertOptions()
        options.window = section.duration("window")
        options.fingerprint = section.values("fingerprint")
        return options
    }

    func decodeDelivery(into delivery: inout DeliverySettings) {
        let section = root.section("delivery")
        delivery.timeout = section.duration("timeout") ?? delivery.timeout
        delivery.queueSize = section.integer("queue_size") ?? delivery.queueSize
        delivery.whenFull = section.value("when_full") ?? delivery.whenFull
        delivery.shutdownGrace = section.duration("shutdown_grace") ?? delivery.shutdownGrace
        delivery.retry = retry(section.section("retry"), base: delivery.retry)
    }

    private func retry(_ section: SectionReader, base: RetrySettings) -> RetrySettings {
        var retry = base
        retry.attempts = section.integer("attempts") ?? retry.attempts
        retry.initialDelay = section.duration("initial_delay") ?? retry.initialDelay
        retry.maxDelay = section.duration("max_delay") ?? retry.maxDelay
        retry.multiplier = section.number("multiplier") ?? retry.multiplier
        retry.jitter = section.share("jitter") ?? retry.jitter
        return retry
    }

    func decodeRetention(into retention: inout RetentionSettings) {
        let section = root.section("reports").section("retention")
        retention.maxAge = section.duration("max_age") ?? retention.maxAge
        retention.maxFiles = section.integer("max_files") ?? retention.maxFiles
        retention.maxBytes = section.size("max_bytes") ?? retention.maxBytes
    }

    func notifiers() -> [NotifierSettings] {
        root.section("notifiers").entries.compactMap { name, section in
            NotifierDecoder(name: name, section: section)?.notifier()
        }
    }

    /// In the order of the file. A stage that cannot be read is an error of the file, so leaving it out has no effect.
    func pipelines(retry base: RetrySettings, reports: ReportSettings) -> [Pipeline] {
        root.section("pipelines").entries.map { name, stages in
            Pipeline(name: name, stages: stages.items.compactMap { stage($0, retry: base, reports: reports) })
        }
    }

    private func stage(_ item: SectionReader, retry base: RetrySettings, reports: ReportSettings) -> PipelineStage? {
        guard let (kind, section) = item.entries.first else { return nil }
        switch kind {
        case "filter": return .filter(filter(section))
        case "dedup": return .deduplicate(alertOptions(section))
        case "rate_limit":
            guard let max = section.integer("max"), let period = section.duration("per") else { return nil }
            return .rateLimit(RateLimitStage(max: max, period: period, burst: section.integer("burst")))
        case "format":
            var stage = FormatStage()
            // By default what people read, as far as it is written.
            stage.attachments = section.texts("attach") ?? reports.formats.map(\.rawValue)
            stage.compression = section.value("compress") ?? stage.compression
            stage.maxAttachment = section.size("max_attachment")
            return .format(stage)
        case "deliver":
            var stage = DeliverStage(to: section.texts("to") ?? [])
            stage.mode = section.value("mode") ?? stage.mode
            stage.retry = retry(section.section("retry"), base: base)
            stage.fallback = section.texts("fallback") ?? []
            return .deliver(stage)
        default: return nil
        }
    }

    private func filter(_ section: SectionReader) -> FilterStage {
        var stage = FilterStage()
        stage.minDuration = section.duration("min_duration")
        stage.methods = section.texts("methods").map { $0.contains("*") ? [] : $0 } ?? []
        stage.statuses = section.texts("status")?.compactMap(StatusPattern.init) ?? []
        stage.routes = section.texts("routes") ?? []
        return stage
    }
}
