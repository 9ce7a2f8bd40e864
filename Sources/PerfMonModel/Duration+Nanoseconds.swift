extension Duration {
    /// Whole nanoseconds; saturates after 292 years.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowInSum) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || overflowInSum ? (seconds < 0 ? .min : .max) : sum
    }
}
