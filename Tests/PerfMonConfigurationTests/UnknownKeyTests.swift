import Testing

@testable import PerfMonConfiguration

/// What is said about a key that is not valid where it stands.
@Suite struct UnknownKeyTests {
    private func label(_ yaml: String) -> String? {
        check(yaml.hasPrefix("version") ? yaml : head + yaml).report.diagnostics.first { $0.code == .unknownKey }?.label
    }

    @Test(arguments: [
        ("version: 1\nservice:\n  name: a\n  nme: b\n", "`name` is already set on line 3"),
        ("thresholds: { default: 1s }\nThresholds: { default: 2s }\n", "`thresholds` is already set on line 3"),
        ("thresholds: { default: 1s, defualt: 2s }\n", "`default` is already set on line 3"),
        (
            "notifiers: { a: { type: slack, webhook_url: \"${A:-b}\", webhok_url: x } }\n",
            "`webhook_url` is already set on line 3"
        ),
    ])
    func aSecondFormOfAKeyIsNamed(yaml: String, expected: String) {
        #expect(label(yaml) == expected)
    }

    @Test(arguments: [
        ("thresholds: { window: 1s }\n", "`window` belongs under `alerts` or `pipelines.<name>[].dedup`"),
        (
            "notifiers: { a: { type: teams, webhook_url: \"${A:-b}\", channel_id: x } }\n",
            "`channel_id` is for notifiers of the type `mattermost`"
        ),
        ("enabled: false\n", "only the variable `PERF_ENABLED` sets this"),
        (
            "notifiers: { a: { type: email, smtp_host: h, sender: s, recipients: [r], use_tls: true } }\n",
            "this is called `security` here"
        ),
        ("use_ssl: true\n", "this is called `notifiers.<name>.security` here"),
    ])
    func aKeyIsSentWhereItBelongs(yaml: String, expected: String) {
        #expect(label(yaml) == expected)
    }

    @Test func theMasterSwitchIsAShortVariable() {
        let finding = check(head, ["PERF__ENABLED": "no"]).report.diagnostics.first
        #expect(finding?.label == "did you mean `PERF_ENABLED`?")
        #expect(finding?.suggestion == "PERF_ENABLED")
    }
}
