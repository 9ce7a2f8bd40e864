import Testing

@testable import PerfMonConfiguration

@Suite struct FixtureTests {
    /// What each fixture gives, in the order of the file.
    static let expected: [String: [String]] = [
        "alias-typo.bad": ["PM0102 4:3"],
        "at-sign.bad": ["PM0007 5:9"],
        "backtick.bad": ["PM0007 5:9"],
        "boolean-word.bad": ["PM0101 5:12"],
        "braces-in-list.bad": ["PM0007 5:17"],
        "byte-order-mark.bad": ["PM0102 1:1", "PM0102 2:24"],
        "colon-in-value.bad": ["PM0007 5:9"],
        "comments-only.bad": ["PM0010 1:1"],
        "control-character.bad": ["PM0002 4:17"],
        "duplicate-key.bad": ["PM0011 6:3"],
        "durations.bad": ["PM0106 5:12", "PM0106 7:10", "PM0106 8:11", "PM0106 9:10", "PM0106 10:12", "PM0106 11:13"],
        "empty.bad": ["PM0010 1:1"],
        "escape.bad": ["PM0008 5:15"],
        "exclamation.bad": ["PM0018 5:9"],
        "file-mode-form.bad": ["PM0113 5:14"],
        "file-mode.bad": ["PM0101 5:14"],
        "header-names-text.bad": ["PM0104 5:10"],
        "header-names.bad": ["PM0113 5:11", "PM0101 6:11"],
        "indentation-too-little.bad": ["PM0005 6:3"],
        "indentation.bad": ["PM0005 6:4"],
        "invalid-utf8.bad": ["PM0001 4:19"],
        "item-among-keys.bad": ["PM0005 7:1"],
        "item-behind-key.bad": ["PM0005 5:12"],
        "just-text.bad": ["PM0101 1:1"],
        "key-not-text.bad": ["PM0021 5:3"],
        "lengths.bad": ["PM0109 5:9", "PM0109 6:12"],
        "looks-like-comment.bad": ["PM0019 5:9"],
        "merge-typo.bad": ["PM0102 5:3"],
        "missing-colon-value.bad": ["PM0101 5:3"],
        "missing-colon.bad": ["PM0005 4:1"],
        "missing-keys.bad": ["PM0103 1:1", "PM0103 1:1"],
        "missing-name.bad": ["PM0103 2:10"],
        "missing-space.bad": ["PM0101 5:3"],
        "mistyped-required.bad": ["PM0102 3:3"],
        "not-a-map.bad": ["PM0101 1:3"],
        "not-allowed.bad": ["PM0104 5:15"],
        "notifier-keys.bad": ["PM0102 7:5"],
        "notifier-type.bad": ["PM0104 5:17", "PM0103 6:9"],
        "nul.bad": ["PM0002 4:17"],
        "null-needed.bad": ["PM0111 7:6"],
        "out-of-range.bad": ["PM0105 5:20", "PM0105 6:10", "PM0105 7:17", "PM0105 8:20"],
        "patterns.bad": [
            "PM0108 5:13", "PM0108 5:17", "PM0108 5:26", "PM0108 5:35", "PM0108 5:47", "PM0108 5:57", "PM0108 5:72", "PM0108 5:82",
        ],
        "percent.bad": ["PM0007 5:17"],
        "quote-closed-later.bad": ["PM0006 5:9"],
        "recursive-alias.bad": ["PM0014 4:10"],
        "reference-file.bad": ["PM0509 5:9"],
        "reference-in-list.bad": ["PM0007 5:13"],
        "reference-in-map.bad": ["PM0007 4:24"],
        "reference-unset-needed.bad": ["PM0502 3:9"],
        "reference-unterminated.bad": ["PM0504 5:9"],
        "references.bad": ["PM0503 4:16", "PM0503 6:9", "PM0503 7:14", "PM0503 9:12"],
        "repeated-item.bad": ["PM0110 5:29"],
        "route-match.bad": ["PM0108 5:12", "PM0108 6:12", "PM0104 7:34", "PM0103 8:12"],
        "route-names.bad": ["PM0205 7:11", "PM0113 9:11"],
        "several-documents.bad": ["PM0009 4:1"],
        "shares.bad": ["PM0107 5:17", "PM0107 7:20", "PM0107 12:47"],
        "stage-keys.bad": ["PM0109 8:7", "PM0102 10:7"],
        "star-unquoted.bad": ["PM0007 6:7"],
        "star-word-unquoted.bad": ["PM0013 5:13"],
        "tab-after-spaces.bad": ["PM0004 6:3"],
        "tab-indentation.bad": ["PM0004 5:1"],
        "tag.bad": ["PM0018 5:9"],
        "template.bad": ["PM0020 5:9"],
        "text-behind-quote.bad": ["PM0006 5:15"],
        "text-expected.bad": ["PM0101 3:9", "PM0101 4:16"],
        "three-errors.bad": ["PM0102 5:3", "PM0101 7:12", "PM0105 9:10"],
        "unclosed-bracket.bad": ["PM0006 5:12"],
        "unclosed-double-quote.bad": ["PM0006 5:9"],
        "unclosed-single-quote.bad": ["PM0006 5:9"],
        "undefined-alias.bad": ["PM0013 6:12"],
        "undefined-names.bad": ["PM0201 8:23", "PM0202 11:15"],
        "underscores.bad": ["PM0101 5:20"],
        "unknown-key-elsewhere.bad": ["PM0102 4:1"],
        "unknown-key-far.bad": ["PM0102 4:1"],
        "unknown-key-former.bad": ["PM0102 4:1", "PM0102 5:1"],
        "unknown-key.bad": ["PM0102 5:3"],
        "utf-16.bad": ["PM0003 1:1"],
        "unused-pipeline.warning": ["PM0204 8:3"],
        "unused-notifier.warning": ["PM0203 5:9"],
        "stage-behind-deliver.warning": ["PM0208 7:41", "PM0206 8:7"],
        "pipeline-without-deliver.warning": ["PM0209 7:31", "PM0207 9:3"],
        "unencrypted.warning": ["PM0402 4:31", "PM0402 6:30"],
        "unreachable.warning": ["PM0301 7:27", "PM0302 8:27", "PM0301 10:14", "PM0306 10:14", "PM0307 11:14"],
        "contradiction.warning": ["PM0303 4:13"],
        "nothing-monitored.bad": ["PM0305 4:12"],
        "value-and-map.bad": ["PM0005 5:3"],
        "version-text.bad": ["PM0112 1:10"],
        "version.bad": ["PM0112 1:10"],
        "wrong-types.bad": ["PM0101 4:13", "PM0101 6:12", "PM0101 7:10", "PM0101 9:12", "PM0101 10:20", "PM0101 11:10"],
        "boolean-word-text.warning": ["PM0012 4:16"],
        "exclude-ignored.warning": ["PM0304 6:12"],
        "formats-planned.warning": ["PM0602 5:19"],
        "leading-zero.warning": ["PM0012 5:21"],
        "literal-secret.warning": ["PM0203 5:9", "PM0401 5:37"],
        "reference-unset.warning": ["PM0501 5:9"],
        "bare-variable.warning": ["PM0513 5:9"],
        "older-yaml.warning": ["PM0012 3:16", "PM0012 4:51", "PM0012 4:65", "PM0012 6:31", "PM0012 7:11"],
        "anchor-unquoted.bad": ["PM0007 5:12"],
        "comment-in-flow.bad": ["PM0019 5:51"],
        "comment-item.bad": ["PM0019 6:7"],
        "webhook-url.bad": ["PM0113 5:33"],
        "limits.bad": ["PM0105 5:37", "PM0105 8:34", "PM0105 9:33"],
        "hosts.bad": ["PM0108 4:32", "PM0108 5:32", "PM0108 6:32", "PM0108 7:32", "PM0108 8:35"],
        "patterns-never.bad": ["PM0108 4:13", "PM0108 4:20", "PM0108 4:30"],
        "names-alike.bad": ["PM0205 5:14", "PM0205 8:24"],
        "sections-planned.warning": ["PM0602 5:12"],
        "sensitive-header.warning": ["PM0403 5:25"],
        "shared-directory.warning": ["PM0405 5:9"],
    ]

    @Test(arguments: expected.keys.sorted())
    func findsExactlyThis(name: String) throws {
        let outcome = ConfigurationLoader(environment: .empty).load(path: Fixture.path("\(name).yaml"))
        #expect(outcome.report.diagnostics.map(summary) == Self.expected[name])
        #expect((outcome.plan == nil) == name.hasSuffix(".bad"))
    }

    @Test(arguments: Fixture.names(".good.yaml"))
    func acceptsNearMisses(name: String) {
        let outcome = ConfigurationLoader(environment: .empty).load(path: Fixture.path(name))
        #expect(outcome.report.diagnostics.map(\.description) == [])
        #expect(outcome.plan != nil)
    }

    @Test func everyFixtureIsInTheTable() {
        let names = Fixture.names(".bad.yaml") + Fixture.names(".warning.yaml")
        #expect(Set(names) == Set(Self.expected.keys.map { "\($0).yaml" }))
        #expect(Fixture.names(".good.yaml").count > 10)
    }

    @Test func acceptsEveryKeyThereIs() throws {
        let environment = Fixture.values { _ in "12345" }
        let outcome = ConfigurationLoader(environment: environment).load(path: Fixture.path("complete.yaml"))
        #expect(
            outcome.report.diagnostics.filter { ![.notEffectiveYet, .readableSecretFile, .missingFile].contains($0.code) }.map(
                \.description) == [])
        let plan = try #require(outcome.plan)
        #expect(plan.service.name == "payments")
        #expect(plan.service.tags == ["team": "checkout", "region": "eu-west-1"])
        #expect(plan.reports.fileMode == 0o640)
        #expect(plan.reports.formats == [.markdown, .html])
        #expect(plan.profiling.maxOverhead == 0.03)
        #expect(plan.profiling.stuckAfter == .seconds(60))
        #expect(plan.profiling.signal == .realTime(5))
        #expect(plan.settings.thresholds.byStatus == ["5xx": .zero, "429": .seconds(1)])
        #expect(plan.settings.delivery.queueSize == 200)
        #expect(plan.settings.routes.count == 3)
    }

    @Test func namesEachSecretWhoseVariableIsMissing() {
        let outcome = ConfigurationLoader(environment: .empty).load(path: Fixture.path("complete.yaml"))
        let unset = outcome.report.diagnostics.filter { $0.code == .unsetRequiredVariable }.map(\.path.description)
        #expect(
            unset == [
                "notifiers.chat.token", "notifiers.chat-hook.webhook_url", "notifiers.room.webhook_url", "notifiers.bot.bot_token",
                "notifiers.guild.webhook_url", "notifiers.office.webhook_url",
                "notifiers.pager.routing_key", "notifiers.hook.headers[0].value", "notifiers.hook.secret",
            ])
        #expect(outcome.plan == nil)
    }
}
