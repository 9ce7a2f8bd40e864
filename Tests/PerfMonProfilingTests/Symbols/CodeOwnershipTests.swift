@testable import PerfMonProfiling
import Testing

@Suite struct CodeOwnershipTests {
    @Test(
        arguments: [
            ("App", "/srv/app/Sources/App/main.swift", true),
            ("Shared", "/srv/app/Packages/Shared/Sources/Shared/A.swift", true),
            ("Shared", "/srv/shared/Sources/Shared/A.swift", false),
            ("Shared", "/srv/application/Sources/Shared/A.swift", false),
            ("Kit", "/srv/app/.build/checkouts/kit/Sources/Kit/A.swift", false),
            ("PerfMon", "/srv/app/Sources/PerfMon/Monitor.swift", false),
            ("NIOCore", "/srv/app/.build/checkouts/swift-nio/Sources/NIOCore/A.swift", false),
            ("SystemMonitor", "/srv/app/Sources/SystemMonitor/A.swift", true),
            ("AsyncJobs", "/srv/app/Sources/AsyncJobs/A.swift", true),
            ("Swift", "/srv/app/Sources/App/main.swift", false),
            ("App", nil, true),
            ("Swift", nil, false),
            (nil, nil, false),
            (nil, "/srv/app/Sources/CApp/parse.c", true),
        ] as [(String?, String?, Bool)])
    func `where the sources lie`(module: String?, file: String?, isApplication: Bool) {
        let ownership = CodeOwnership(applicationModules: [], packageDirectory: "/srv/app")
        #expect(ownership.isApplication(module: module, file: file, unitFile: nil, isMainExecutable: true) == isApplication)
        #expect(ownership.isApplication(module: module, file: nil, unitFile: file, isMainExecutable: true) == isApplication)
    }

    @Test func `named modules and no others`() {
        let ownership = CodeOwnership(applicationModules: ["NIOCore"], packageDirectory: "/srv/app")
        #expect(ownership.isApplication(module: "NIOCore", file: nil, unitFile: nil, isMainExecutable: false))
        #expect(!ownership.isApplication(module: "App", file: "/srv/app/main.swift", unitFile: nil, isMainExecutable: true))
    }

    @Test func `a stripped executable is the application, but for known libraries`() {
        let ownership = CodeOwnership(applicationModules: [], packageDirectory: nil)
        #expect(ownership.isApplication(module: "App", file: nil, unitFile: nil, isMainExecutable: true))
        #expect(!ownership.isApplication(module: "App", file: nil, unitFile: nil, isMainExecutable: false))
        #expect(!ownership.isApplication(module: "Hummingbird", file: nil, unitFile: nil, isMainExecutable: true))
    }
}
