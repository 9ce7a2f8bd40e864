/// How long a receiver wants to be left alone, in the forms that receivers use.
package enum RetryAfter {
    /// Nobody waits longer, whatever the receiver says.
    package static let limit: Duration = .seconds(3600)

    /// The value of a `Retry-After` header: seconds, whole or decimal, or an HTTP date.
    ///
    /// - Parameter secondsSince1970: The time now.
    package static func header(_ text: String, secondsSince1970 now: Double) -> Duration? {
        let text: Substring = text.trimmingPrefix { $0 == " " || $0 == "\t" }
        if let seconds = Double(text) { return self.seconds(seconds) }
        return HTTPDate.parse(text).flatMap { seconds(max(0, $0 - now)) }
    }

    /// A number of seconds, as in the body of Discord's answers; `nil` when it makes no sense.
    package static func seconds(_ seconds: Double) -> Duration? {
        guard seconds.isFinite, seconds >= 0 else { return nil }
        // Compared as numbers: a duration cannot hold every number of seconds.
        return .seconds(min(seconds, 3600))
    }
}

/// Dates as HTTP writes them (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, and the two obsolete forms.
private enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970.
    static func parse(_ text: Substring) -> Double? {
        let words: [String] = text.split { " ,-".contains($0) }.map(String.init)
        guard let month = words.lazy.compactMap({ months.firstIndex(of: $0) }).first,
            let clock = words.first(where: { $0.contains(":") })
        else { return nil }
        let time = clock.split(separator: ":").compactMap { Int($0) }
        // The day stands before the year in every form.
        let numbers = words.compactMap { Int($0) }
        guard time.count == 3, numbers.count == 2, (1...31).contains(numbers[0]) else { return nil }
        guard (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2]) else { return nil }
        let year = numbers[1] < 70 ? numbers[1] + 2000 : numbers[1] < 100 ? numbers[1] + 1900 : numbers[1]
        guard (1970...9999).contains(year) else { return nil }
        let days = daysSince1970(year: year, month: month + 1, day: numbers[0])
        let seconds: Int = time[0] * 3600 + time[1] * 60 + time[2]
        return Double(days * 86_400 + seconds)
    }

    /// Of the Gregorian calendar; years begin in March here, so that the leap day is the last one.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
