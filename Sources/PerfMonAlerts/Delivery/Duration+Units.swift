extension Duration {
    /// As a floating-point number of seconds.
    var inSeconds: Double { self / .seconds(1) }
}
