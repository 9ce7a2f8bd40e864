internal import PerfMonModel

/// The heaviest part of the call tree as a block of code.
struct MarkdownCallTree {
    let tree: CallTreeText

    var text: String {
        let note = tree.omitted == 0 ? "" : "\n\n\(tree.omitted) smaller calls are left out."
        return Markdown.block(tree.lines) + note
    }
}
