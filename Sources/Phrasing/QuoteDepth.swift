/// Whether a quote or bracket is open, so that a full stop waits for the mark that closes it.
struct QuoteDepth: Sendable {
    private var depth = 0
    private var hasStraightQuote = false

    var isOpen: Bool { depth > 0 || hasStraightQuote }

    mutating func count(_ entry: HeldText.Entry) {
        switch entry.kind {
        case .opener where entry.scalar != "¿" && entry.scalar != "¡": depth = min(depth + 1, 8)
        case .closer: depth = max(depth - 1, 0)
        case .straightQuote: hasStraightQuote.toggle()
        default: break
        }
    }
}
