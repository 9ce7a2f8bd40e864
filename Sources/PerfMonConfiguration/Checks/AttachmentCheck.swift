/// Formats that pipelines attach although no report is written in them.
struct AttachmentCheck {
    static func run(_ settings: Settings) -> [Diagnostic] {
        let written = settings.reports.formats.map(\.rawValue)
        return settings.pipelines.flatMap { pipeline in
            pipeline.stages.enumerated().flatMap { index, stage -> [Diagnostic] in
                guard case .format(let format) = stage else { return [] }
                let path = SettingPath("pipelines").appending(pipeline.name).appending(index).appending("format").appending("attach")
                return format.attachments.enumerated().filter { !written.contains($1) }.map { item, name in
                    var diagnostic = Diagnostic(
                        .attachedFormatNotWritten, "`\(Printable.text(name, limit: 60))` cannot be attached, because it is not written",
                        label: "not in `reports.formats`", help: "attach what is written: \(written.joined(separator: ", "))",
                        path: path.appending(item))
                    diagnostic.relatedSettings = [("written are these", SettingPath("reports").appending("formats"))]
                    return diagnostic
                }
            }
        }
    }
}
