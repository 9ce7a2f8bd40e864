/// The reference documentation, made from the schema and the code catalogue.
package enum ReferencePages {
    private static let notice = "<!-- Made by `perfmon reference`; do not edit. -->\n"

    /// `docs/codes.md`
    package static var codes: String {
        var text = "# Codes\n\n\(notice)\nEvery finding of `perfmon check` has a code. `perfmon explain CODE` prints the same pages.\n"
        for page in CodePage.all {
            text +=
                "\n<a id=\"\(page.code.description.lowercased())\"></a>\n\n## \(page.code): \(page.title)\n\n*\(page.code.severity.rawValue), since 0.1.0*\n\n\(page.text)\n"
            for (name, example) in [("Wrong", page.wrong), ("Right", page.right)] where !example.isEmpty {
                text += "\n\(name):\n\n```\(CodePage.isShell(example) ? "sh" : "yaml")\n\(example)\n```\n"
            }
        }
        return text
    }

    /// `docs/configuration.md`
    package static var configuration: String {
        var text = """
            # Configuration

            \(notice)
            What `perfmon.yaml` and the `PERF_*` variables mean, key by key. `perfmon check` says whether a file is right,
            `perfmon config show --origin` which values count, `perfmon init` writes a file to start from.

            A value comes from, in ascending order: the default, the file, a variable, code. Any key can be set by a variable: \
            `PERF__` and its path, with two underscores between levels, such as `PERF__REPORTS__RETENTION__MAX_AGE=7d`; routes \
            and notifiers by name, such as `PERF__ROUTES__USER_DETAIL__THRESHOLD=300ms`. For secrets, the same name with \
            `_FILE` gives the path of a file. The short names in the tables are the older ones of web-perfmonitor. Two variables \
            set no key: `PERF_CONFIG_FILE` names the file, which is else `./perfmon.yaml` or `./perfmon.yml`; `PERF_ENABLED=false` \
            switches monitoring off, whatever the rest of the configuration says.

            In values, `${NAME}`, `${NAME:-default}` and `${file:/path}` are replaced.

            The threshold of a request is that of its response's status (of the code, or else of its class), or else that of its route, \
            or else that of its method, or else the default. So `by_status: { 5xx: 0s }` reports \
            every such response, whatever its route says. `perfmon explain-route` says which one counts, and where it is written.

            Which route a request belongs to is found in one pass over its path, without allocation: patterns share what they \
            have in common, so the number of routes hardly matters. The worst case are patterns with text behind a `*`, such \
            as `/shops/*/orders`: those with the same text before that `*` are tried one after another. Where one segment is \
            meant, `/shops/{shop}/orders` is faster, and exact. Routes for the same path and other hosts are tried one after \
            another as well.

            """
        text += ReferenceTables(schema: .current).text
        return text
    }
}

extension ConfigurationSchema {
    /// The types of notifiers, in the order of the schema.
    var notifierTypes: [String] {
        let notifier = root.properties.first { $0.name == "notifiers" }?.schema.additionalProperties
        return (notifier?.parts ?? []).flatMap { [$0] + $0.parts }.compactMap { part in
            guard case .text(let type)? = part.condition?.test.properties.first?.schema.allowedValues?.first else { return nil }
            return type
        }
    }
}
