/// What a mail server said to each recipient. libcurl goes on when at least one was accepted, and does not say which.
struct RecipientReplies {
    /// Whole replies in their order; lines of one reply are joined.
    private let replies: [String]

    /// - Parameter lines: All lines of the exchange, as they were received.
    init(_ lines: [String]) {
        var replies: [String] = [], isOpen = false
        for line in lines {
            let text = line.trimmed
            if isOpen, let last = replies.last {
                replies[replies.count - 1] = "\(last) \(text.dropFirst(4))"
            } else {
                replies.append(text)
            }
            // Behind the code stands a minus when more lines follow (RFC 5321, section 4.2.1).
            isOpen = text.dropFirst(3).first == "-"
        }
        self.replies = replies
    }

    /// The recipients that were refused, with the replies; empty when the replies cannot be told apart.
    func refusals(of recipients: [String]) -> [(recipient: String, reply: String)] {
        // One reply each stands before the one that asks for the message.
        guard let data = replies.lastIndex(where: { $0.hasPrefix("354") }), data >= recipients.count else { return [] }
        return zip(recipients, replies[(data - recipients.count)..<data]).filter { !$1.hasPrefix("2") }.map { ($0, $1) }
    }
}
