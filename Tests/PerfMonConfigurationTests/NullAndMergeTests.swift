import Testing

@testable import PerfMonConfiguration

/// `null` is as good as absent, and what `<<` cannot merge is not dropped.
@Suite struct NullAndMergeTests {
    private func summaries(_ yaml: String, _ variables: [String: String] = [:]) -> [String] {
        check(head + yaml, variables).report.diagnostics.filter { $0.code != .unusedNotifier }.map(summary)
    }

    @Test(arguments: [
        ("{ type: slack, webhook_url: }", ["PM0111 4:21"]),
        ("{ type: slack, webhook_url: null, bot_token: ~ }", ["PM0111 4:34"]),
        ("{ type: slack, bot_token: \"${T}\", channel: }", ["PM0111 4:40"]),
        ("{ type: slack, bot_token: null, webhook_url: \"${T}\" }", []),
        ("{ type: mattermost, token: null, server_url: https://a.example, channel_id: x }", ["PM0111 4:33"]),
        ("{ type: mattermost, webhook_url: \"${T}\", token: null }", []),
        ("{ type: mattermost, server_url: https://a.example, channel_id: x }", ["PM0103 4:6"]),
        ("{ type: }", ["PM0111 4:8"]),
        // A variable that is not set is one mistake, not two.
        ("{ type: slack, webhook_url: \"${UNSET}\" }", ["PM0502 4:34"]),
    ])
    func nullDoesNotSatisfyARequirement(notifier: String, expected: [String]) {
        #expect(summaries("notifiers:\n  b: \(notifier)\n", ["T": "https://chat.example/x"]) == expected)
    }

    @Test func aVariableGivesWhatIsNull() {
        let yaml = "notifiers:\n  b: { type: slack, webhook_url: }\n"
        #expect(summaries(yaml, ["PERF__NOTIFIERS__B__WEBHOOK_URL": "https://chat.example/x"]) == [])
    }

    @Test(arguments: [
        ("headers: { <<: text }", ["PM0101 3:16"]),
        ("urls: { <<: 5 }", ["PM0101 3:13"]),
        ("x-l: &l [1, 2]\nthresholds: { <<: *l }", ["PM0101 4:19"]),
        ("x-m: &m { default: 1s }\nthresholds: { <<: [*m, 7] }", ["PM0101 4:24"]),
        ("x-t: &t text\nthresholds:\n  <<: *t\n  default: 1s", ["PM0101 5:7"]),
        ("thresholds: { <<: null, default: 1s }", []),
        ("x-m: &m { default: 1s }\nthresholds: { <<: [*m, { by_method: { GET: 2s } }] }", []),
    ])
    func onlyMapsCanBeMerged(yaml: String, expected: [String]) {
        #expect(summaries(yaml + "\n") == expected)
    }

    @Test func keysAreComparedByValue() {
        #expect(summaries("x-a: { true: a, True: b, 1: c, 0x1: d }\n") == ["PM0011 3:17", "PM0011 3:32"])
        #expect(summaries("x-a: { true: a, False: b, \"y\": c, y: d }\n") == ["PM0011 3:35"])
    }
}
