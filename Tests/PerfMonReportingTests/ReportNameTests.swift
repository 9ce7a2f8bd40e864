internal import Foundation
internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct ReportNameTests {
    private func name(_ route: String?, method: String = "GET", id: String = "4bf92f35", duration: Duration = .milliseconds(2310)) -> String
    {
        ReportName(
            RequestRecord(
                id: id,
                start: Date(timeIntervalSince1970: 1_795_361_412.123),
                duration: duration,
                threshold: .seconds(1),
                method: method,
                path: "/users/secret-token",
                route: route
            )
        ).stem
    }

    @Test(
        arguments: [
            ("/users/:id", "users-_id"), ("/users/{id}", "users-_id"), ("/", "root"), (nil, "no-route"),
            ("/a b/ü/c", "a_b-_-c"), ("../../etc/passwd", ".-.-etc-passwd"), ("/x\0y\n", "x_y"), ("///", "root"),
        ] as [(String?, String)]
    )
    func namesTheRoute(_ route: String?, _ slug: String) {
        #expect(name(route) == "20261122T153012.123Z_GET_\(slug)_2310ms_4bf92f35")
    }

    @Test func hostileNamesStayShortAndPlain() {
        let long = name(
            String(repeating: "/\u{202E}<script>é", count: 500),
            method: String(repeating: "BREW\n", count: 50),
            id: "../../../../root",
            duration: .seconds(Int64.max)
        )
        #expect(long.utf8.count <= 114)
        #expect(long.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
        #expect(!long.contains("secret-token"))
    }
}
