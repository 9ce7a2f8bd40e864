import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct PropertyTests {
    @Test(arguments: 0..<8)
    func randomBytesGiveAPlanOrADiagnostic(seed: Int) {
        var dice = Dice(seed)
        let alphabet = Array("ab1:-[]{}\"'#&*!|>%@`~?, \n\n  \t$${}é\u{85}\\".utf8) + [0, 0xFF, 0xE2]
        for _ in 0..<400 {
            let bytes = (0..<Int.random(in: 0...80, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? 0 }
            verify(bytes)
        }
    }

    @Test(arguments: Fixture.names(".yaml"))
    func mutatedFilesGiveAPlanOrADiagnostic(name: String) throws {
        let original = try Array(Data(contentsOf: Fixture.folder.appendingPathComponent(name)))
        var dice = Dice(name.utf8.count)
        for _ in 0..<25 { verify(mutate(original, &dice)) }
    }

    @Test(arguments: 0..<6)
    func secretsNeverAppear(seed: Int) throws {
        var dice = Dice(seed + 100)
        for round in 0..<60 {
            let secret = "S3cr" + String((0..<12).map { _ in Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").randomElement(using: &dice) ?? "X" })
            let template = templates[round % templates.count].replacing("SECRET", with: secret)
            let kept = template.split(separator: "«").dropFirst().first?.prefix { $0 != "»" }
            var bytes = Array(template.filter { $0 != "«" && $0 != "»" }.utf8)
            if round >= templates.count, let kept { bytes = mutate(bytes, &dice, keeping: Array(kept.utf8)) }
            let report = check(bytes, ["TOKEN": secret, "PERF_TOKEN": secret, "HOOK": "https://me:\(secret)@example.com"]).report
            for diagnostic in report.diagnostics {
                #expect(!diagnostic.description.contains(secret))
                #expect(!(diagnostic.suggestion ?? "").contains(secret))
            }
            let text = HumanRenderer(style: .colored).render(report) + ShortRenderer().render(report)
            #expect(!text.contains(secret), "\(text)")
        }
    }

    /// Only the schema tells that these are secrets.
    @Test(arguments: [
        "chat: S3CRETWORD", "chat: { type: slack, webhook_url: \"${T}\", url: S3CRETWORD }", "chat: { type: slack, hook: S3CRETWORD }",
    ])
    func secretsInTheWrongPlaceAreHidden(notifier: String) {
        let report = check(head + "notifiers:\n  \(notifier)\n", ["T": "https://chat.example/x"]).report
        #expect(report.hasErrors)
        for format in DiagnosticFormat.allCases {
            #expect(!format.render([(report, .zero)], style: .plain).contains("S3CRETWORD"))
        }
    }

    /// What stands between « and » makes the value a secret, and stays as it is when the rest is mutated.
    private let templates = [
        head + "notifiers:\n  chat:\n    type: slack\n    «webhook_url: SECRET»\n    chanel: x\n",
        head + "notifiers:\n  chat: { type: slack, «webhook_url: \"SECRET\"», chanel: \"#x\" }\n",
        head + "notifiers:\n  chat: { type: mattermost, «tokne: SECRET», server_url: 5 }\n",
        head + "notifiers:\n  chat:\n    type: mattermost\n    «token: |\n      SECRET»\n    server_url: x\n",
        head + "notifiers:\n  chat:\n    type: mattermost\n    «token: [SECRET]»\n    server: x\n",
        head + "x-a: &t SECRET\nnotifiers: { chat: { type: mattermost, token: *t } }\n",
        head + "notifiers:\n  mail:\n    type: email\n    «password: 'SECRET»\n    sender: x\n",
        head + "notifiers:\n  mail:\n    type: email\n    «password: \"SECRET\"» x\n",
        head + "notifiers:\n  hook: { type: webhook, headers: [{ name: X Y, «value: SECRET» }] }\n",
        head + "notifiers:\n  hook: { type: webhook, secret: ${TOKEN}, method: ${TOKEN} }\n",
        head + "notifiers:\n  hook:\n    type: webhook\n    method: ${TOKEN}\n    url: ${TOKEN}\nthresholds:\n  default: ${TOKEN}\n",
        head + "notifiers:\n  page:\n    type: pagerduty\n    «routing_key: ${X:-SECRET}»\n    severity: SECRE\n",
        head + "notifiers:\n  page:\n    type: pagerduty\n    «routing_key: ${X-SECRET}»\n",
        head + "notifiers:\n  page:\n    type: pagerduty\n    «routing_key: #SECRET»\n",
        head + "«token: SECRET\npassword:\n  - SECRET»\n",
        head + "notifiers:\n  page:\n    type: pagerduty\n    «routing_key: *SECRET»\n",
        head + "notifiers:\n  page:\n    type: pagerduty\n    «routing_key: &SECRET»\n",
        head + "notifiers:\n  chat:\n    type: mattermost\n    «token: !SECRET x»\n",
        head + "notifiers:\n  chat:\n    type: mattermost\n    «token: @SECRET»\n",
        head + "notifiers:\n  hook: { type: webhook, headers: [{ name: X, «vlaue: SECRET» }] }\n",
        head + "notifiers:\n  s9: «https://hooks.slack.com/services/T0/B0/SECRET»\n",
        head + "notifiers:\n  chat: { type: slack, webhook_url: \"${TOKEN}\", «url: https://hooks.slack.com/services/T0/B0/SECRET» }\n",
        head + "notifiers:\n  hook:\n    type: webhook\n    «url: https://example.com/hooks/SECRET»\n    methd: x\n",
        head + "notifiers:\n  hook: { type: webhook, «url: \"https://example.com/x?sig=SECRET\"», method: GET }\n",
        head + "notifiers:\n  hook:\n    type: webhook\n    url: 5\n    «proxy: http://user:SECRET@proxy.example.com»\n",
        head + "notifiers:\n  chat: { type: mattermost, «server_url: 'ftp://user:SECRET@example.com'» }\n",
        head + "notifiers:\n  chat: { type: mattermost, «servr_url: 'https://user:SECRET@example.com'» }\n",
        head + "notifiers:\n  hook: { type: webhook, url: ${HOOK}, method: ${HOOK} }\nthresholds: { default: '${HOOK}' }\n",
    ]

    private func verify(_ bytes: [UInt8]) {
        let outcome = check(bytes)
        #expect((outcome.plan == nil) == outcome.report.hasErrors)
        let text = HumanRenderer().render(outcome.report)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || Printable.isPrintable($0) })
    }

    /// Some bytes are removed, doubled or replaced; those of `keeping` stay as they are.
    private func mutate(_ bytes: [UInt8], _ dice: inout Dice, keeping: [UInt8] = []) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) where !result.isEmpty {
            let offset = Int.random(in: result.indices, using: &dice)
            if !keeping.isEmpty, let kept = result.firstRange(of: keeping), (kept.lowerBound...kept.upperBound).contains(offset) {
                continue
            }
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: result.remove(at: offset)
            case 1: result.insert(result[offset], at: offset)
            case 2: result[offset] = Array("\n :-[]{}\"'#&*\t".utf8).randomElement(using: &dice) ?? 0
            default: result.insert(contentsOf: Array("\n  ".utf8), at: offset)
            }
        }
        return result
    }
}
