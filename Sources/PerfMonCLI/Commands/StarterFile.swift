#if CLI
/// The file that `perfmon init` writes. Values that are commented out are the defaults.
enum StarterFile {
    static let text = """
        # yaml-language-server: $schema=./perfmon.schema.json
        # $schema: ./perfmon.schema.json
        # (For completion in editors: perfmon schema --editor > perfmon.schema.json)
        #
        # perfmon.yaml: which requests are monitored, when they count as slow, and what their reports show.
        # Check it with `perfmon check`. Every line that is commented out shows a default or an example.
        version: 1

        service:
          name: ${SERVICE_NAME:-my-service}          # or PERF_SERVICE_NAME
          environment: ${DEPLOY_ENV:-development}    # or PERF_ENVIRONMENT
          # tags: { team: payments }                 # free pairs of text, shown in reports

        thresholds:                     # a request that takes longer leaves a report
          default: 1s                   # or PERF_THRESHOLD, in seconds
          # by_method: { GET: 800ms, POST: 2s }

        profiling:                      # where the time of a slow request went
          enabled: true
          # max_overhead: 5%            # share of CPU time that profiling may take; or PERF_MAX_OVERHEAD
          # sample_interval: 10ms
          # ratio: 1.0                  # share of requests that are profiled, 0 to 1
          # max_stack_depth: 256
          # stuck_after: 30s            # report a request while it still runs; 0 = off
          # signal: auto                # asks running threads; or SIGPROF, SIGRTMIN+5
          # app_modules: []             # modules shown as application code; [] = the executable's own package

        urls:                           # patterns for paths: * any text, ? one character, [ab] a set, {id} one segment
          # include: ["/api/*"]         # only these; or PERF_URL_WHITELIST
          exclude: [/health, /metrics]  # not these; or PERF_URL_BLACKLIST

        # headers:                      # request headers in reports
        #   capture: true               # or PERF_CAPTURE_REQUEST_HEADERS
        #   names: standard             # or a list: [X-Request-ID, User-Agent]; or PERF_INCLUDED_HEADERS
        #   redact: [authorization, proxy-authorization, cookie, set-cookie, x-api-key, x-auth-token, x-csrf-token]
        #   max_value_length: 500

        reports:
          path: ./perfmon-reports       # created with mode 0700; or PERF_LOG_PATH
          formats: [html, markdown]
          # file_mode: "0600"           # quoted: a file mode is text

        # routes:                       # exceptions; the first one that matches counts
        #   - name: user-detail
        #     match: GET /api/users/{id}
        #     threshold: 200ms
        #   - match: /internal/*
        #     monitor: false

        """
}
#endif
