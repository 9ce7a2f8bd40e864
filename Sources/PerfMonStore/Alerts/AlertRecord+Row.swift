#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonModel

extension AlertRecord {
    static let columns = """
        fingerprint, first_seen, last_seen, count, suppressed, worst, hold, held_since, held_until, window, alerted,
        last_delivered, failures, claim, told, earlier_since, earlier_alerted
        """

    /// In the order of ``columns``.
    var row: [SQLiteValue] {
        let (kind, end): (Int64, Date?) =
            switch hold {
            case .none: (0, nil)
            case .claimed(let end): (1, end)
            case .delivered: (2, nil)
            case .failed(let end): (3, end)
            }
        return [
            .text(fingerprint.text), .real(firstSeen.timeIntervalSince1970), .real(lastSeen.timeIntervalSince1970),
            .integer(Int64(count)), .integer(Int64(suppressed)), .integer(worst.nanoseconds),
            .integer(kind), .real(heldSince.timeIntervalSince1970), end.map { .real($0.timeIntervalSince1970) } ?? .null,
            .integer(window.nanoseconds), .integer(alerted.nanoseconds),
            lastDelivered.map { .real($0.timeIntervalSince1970) } ?? .null,
            .integer(Int64(failures)), .integer(claim), .integer(Int64(told)),
            earlier.map { .real($0.since.timeIntervalSince1970) } ?? .null, earlier.map { .integer($0.duration.nanoseconds) } ?? .null,
        ]
    }

    /// `nil` when the row makes no sense: then the fingerprint counts as never seen.
    init?(row: [SQLiteValue]) {
        guard row.count == 17, let text = row[0].text, let firstSeen = row[1].date, let lastSeen = row[2].date,
            let count = row[3].count, let suppressed = row[4].count, let worst = row[5].duration, let kind = row[6].integer,
            let heldSince = row[7].date, let window = row[9].duration, let alerted = row[10].duration,
            let failures = row[12].count, let claim = row[13].integer, let told = row[14].count, told <= suppressed
        else { return nil }
        switch (kind, row[8].date) {
        case (0, _): hold = .none
        case (1, let end?): hold = .claimed(until: end)
        case (2, _): hold = .delivered
        case (3, let end?): hold = .failed(until: end)
        default: return nil
        }
        fingerprint = Fingerprint(text: text)
        (self.firstSeen, self.lastSeen, self.heldSince, lastDelivered) = (firstSeen, lastSeen, heldSince, row[11].date)
        (self.count, self.suppressed, self.failures, self.told, self.claim) = (count, suppressed, failures, told, claim)
        (self.worst, self.window, self.alerted) = (worst, window, alerted)
        if let since = row[15].date, let duration = row[16].duration { earlier = EarlierAlert(since: since, duration: duration) }
    }
}

extension SQLiteValue {
    fileprivate var date: Date? { real.map { Date(timeIntervalSince1970: $0) } }
    fileprivate var duration: Duration? { integer.flatMap { $0 >= 0 ? .nanoseconds($0) : nil } }
    /// Far below the largest number, so that counting on never overflows.
    fileprivate var count: Int? { integer.flatMap { (0...(1 << 60)).contains($0) ? Int($0) : nil } }
}
