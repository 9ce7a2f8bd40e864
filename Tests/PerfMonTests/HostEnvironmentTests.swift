import Foundation
import PerfMonConfiguration
import PerfMonModel
import Testing

@testable import PerfMon

struct HostEnvironmentTests {
    @Test func describesThisProcess() throws {
        var settings = Settings()
        settings.service.tags = ["team": "checkout"]
        let environment = HostEnvironmentReader().read(for: try settings.compile())
        #expect(environment.tags == ["team": "checkout"])
        #expect(environment.processID == Int(ProcessInfo.processInfo.processIdentifier))
        #expect(environment.processors >= 1 && !environment.host.isEmpty && !environment.operatingSystem.isEmpty)
        #if os(Linux)
        #expect((environment.residentBytes ?? 0) > 1_000_000 && (environment.threads ?? 0) >= 1)
        #expect(environment.uptime > .zero && environment.uptime < .seconds(3600 * 24))
        #expect(environment.loadAverage != nil)
        #endif
    }
}
