/// A section of labelled values.
struct DetailsSection {
    let id: StaticString
    let title: String
    let details: [Detail]

    var html: HTML {
        """
        <section id="\(id)">
        <h2>\(title)</h2>
        \(DetailsList(details: details).html)
        </section>
        """
    }
}

/// Labelled values.
struct DetailsList {
    let details: [Detail]

    var html: HTML {
        """
        <dl class="details">
        \(each: details, { "<div><dt>\($0.label)</dt><dd>\($0.value)</dd></div>\n" })
        </dl>
        """
    }
}
