internal import Foundation
internal import PerfMonModel
internal import PerfMonReporting

extension Scenario {
    /// The incident of this profile, with a request and an environment that are always the same.
    var incident: Incident {
        let (callTree, verdict) = IncidentAnalysis.analyze(profile)
        return Incident(
            request: RequestRecord(
                id: "4bf92f35",
                start: Date(timeIntervalSince1970: 1_795_361_412.123),
                duration: profile.duration,
                threshold: .seconds(1),
                method: "GET",
                path: path,
                query: "expand=orders&token=[redacted]",
                route: route,
                status: status,
                error: error,
                responseSize: 18_432,
                requestSize: nil,
                remoteAddress: "203.0.113.7",
                requestID: "c0ffee00-0001",
                traceID: "4bf92f3577b34da6a3ce929d0e0e4736",
                headers: [
                    .init(name: "Accept", value: "application/json"),
                    .init(name: "Authorization", value: "[redacted]"),
                    .init(name: "User-Agent", value: "curl/8.5.0"),
                ],
                hiddenHeaders: 3,
                otherRequestsInFlight: 12
            ),
            profile: profile,
            callTree: callTree,
            verdict: verdict,
            environment: HostEnvironment(
                service: "checkout-api",
                deployment: "production",
                version: "1.8.2",
                host: "web-3",
                processID: 4711,
                uptime: .seconds(93_780),
                swiftVersion: "6.3.1",
                operatingSystem: "Debian GNU/Linux 12 (bookworm)",
                architecture: "x86_64",
                processors: 8,
                processorLimit: 2,
                loadAverage: 1.42,
                residentBytes: 73_400_320,
                threads: 11,
                planHash: "9f86d081884c"
            )
        )
    }
}
