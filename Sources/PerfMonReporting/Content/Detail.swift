/// A labelled value of the sections at the end of a report.
struct Detail {
    var label: String
    var value: String

    /// `nil` when there is no value.
    init?(_ label: String, _ value: String?) {
        guard let value else { return nil }
        self.label = label
        self.value = value
    }
}
