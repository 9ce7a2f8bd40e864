/// What happens when the configuration cannot be used, or reports cannot be written.
public enum InvalidConfigurationResponse: Sendable {
    /// The initializer throws, so that the mistake is found before the first request.
    case fail
    /// Monitoring is off; the reason is logged once.
    case disable
    /// The defaults apply until the file is mended; the reason is logged once. Reports that cannot be written still throw.
    case useDefaults
}
