import Foundation

@testable import PerfMonConfiguration

enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// What `complete.yaml` takes from the environment.
    static let variables = [
        "CHAT_TOKEN", "CHAT_HOOK", "BOT_TOKEN", "SLACK_HOOK", "DISCORD_HOOK", "TEAMS_HOOK", "PAGER_KEY", "HOOK_TOKEN", "HOOK_SECRET",
    ]

    /// Values for them, of which some have to be URLs.
    static func values(_ make: (String) -> String) -> EnvironmentVariables {
        EnvironmentVariables(
            Dictionary(uniqueKeysWithValues: variables.map { ($0, ($0.hasSuffix("_HOOK") ? "https://chat.example/" : "") + make($0)) }))
    }

    /// The names of all files that end like this.
    static func names(_ suffix: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(suffix) }.sorted()
    }
}

/// Random numbers that are the same in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

let head = "version: 1\nservice: { name: shop }\n"

func check(_ yaml: String, _ variables: [String: String] = [:]) -> ConfigurationLoader.Outcome {
    check(Array(yaml.utf8), variables)
}

func check(_ bytes: [UInt8], _ variables: [String: String] = [:]) -> ConfigurationLoader.Outcome {
    ConfigurationLoader(environment: EnvironmentVariables(variables)).load(SourceFile(name: "perfmon.yaml", bytes: bytes))
}

/// `PM0102 5:3`, or `PM0506 env PERF_THRESHOLD`.
func summary(_ diagnostic: Diagnostic) -> String {
    switch diagnostic.place {
    case .file(let range): "\(diagnostic.code) \(range.start.line):\(range.start.column)"
    case .environment(let name, _): "\(diagnostic.code) env \(name)"
    case .unknown: "\(diagnostic.code)"
    }
}
