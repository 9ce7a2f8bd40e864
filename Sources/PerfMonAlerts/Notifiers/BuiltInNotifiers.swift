/// The notifiers that need no code of the application: what `type` means in the configuration.
enum BuiltInNotifiers {
    static let types: [String: any Notifier.Type] = [
        "discord": DiscordNotifier.self,
        "email": EmailNotifier.self,
        "mattermost": MattermostNotifier.self,
        "pagerduty": PagerDutyNotifier.self,
        "slack": SlackNotifier.self,
        "teams": TeamsNotifier.self,
        "webhook": WebhookNotifier.self,
    ]
}
