/// Configurations of any size.
enum Samples {
    /// Routes of which half have wildcards.
    static func routes(_ count: Int) -> String {
        var text = "version: 1\nservice: { name: shop }\nroutes:\n"
        for index in 0..<count {
            text += "  - { name: r\(index), match: \"\(pattern(index))\", threshold: \(100 + index % 900)ms }\n"
        }
        return text
    }

    private static func pattern(_ index: Int) -> String {
        switch index % 4 {
        case 0: "/api/v1/service\(index)/items"
        case 1: "GET /api/v1/service\(index)/status"
        case 2: "/api/v1/service\(index)/{id}"
        default: "/api/v1/service\(index)/*"
        }
    }

    /// Paths of about 30 bytes, one for each of some routes.
    static func paths(_ count: Int) -> [String] {
        (0..<64).map { step in
            let index = step * 9973 % count
            return index % 4 == 0
                ? "/api/v1/service\(index)/items" : index % 4 == 1 ? "/api/v1/service\(index)/status" : "/api/v1/service\(index)/1234567890"
        }
    }

    static let sixtyLines: String = {
        var text = """
            version: 1
            service:
              name: shop
              environment: production
            thresholds:
              default: 500ms
              by_method:
                GET: 300ms
                POST: 2s
            profiling:
              max_overhead: 3%
              sample_interval: 10ms
            urls:
              exclude:
                - /health
                - /static/*
            reports:
              path: ./perfmon-reports
              formats: [html, markdown]
            routes:

            """
        for index in 0..<10 {
            text += "  - name: route-\(index)\n    match: GET /api/thing\(index)/*\n    threshold: \(index + 1)00ms\n    monitor: true\n"
        }
        return text
    }()
}
