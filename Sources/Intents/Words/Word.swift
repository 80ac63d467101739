/// One word of what was said, as patterns see it.
struct Word: Sendable, Equatable {
    /// What lies between a word and the one before it.
    enum Gap: Sendable, Equatable {
        case space
        /// A comma, semicolon, colon or dash.
        case clause
        /// A full stop, an exclamation or question mark.
        case sentence
    }

    /// In small letters, without punctuation.
    let text: String

    /// Where it stands in what was said.
    let range: Range<String.Index>

    let gap: Gap

    /// Whether it stands in quotation marks: then it is somebody else's word, and no keyword.
    let isQuoted: Bool
}
