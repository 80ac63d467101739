/// Splits a line of arguments into words as a POSIX shell does: at white space, but for what stands in quotes or after a
/// backslash. Nothing is expanded.
package enum ArgumentWords {
    /// The words of `line`; `nil` where a quote is not closed or a backslash is the last character.
    package static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = line[...]
        while let character = rest.popFirst() {
            switch (quote, character) {
            case (nil, _) where character.isWhitespace:
                if let finished = word.take() { words.append(finished) }
            case (nil, "'"), (nil, "\""):
                quote = character
                word = word ?? ""
            case (.some(let opening), _) where opening == character: quote = nil
            case (nil, "\\"), ("\"", "\\"):
                guard let next = rest.popFirst() else { return nil }
                // Within double quotes a backslash protects these only (POSIX Shell Command Language, 2.2.3).
                let keepsBackslash = quote != nil && !"\"\\$`".contains(next)
                word = (word ?? "") + (keepsBackslash ? "\\" : "") + String(next)
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        if let word { words.append(word) }
        return words
    }
}
