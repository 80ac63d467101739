/// Cuts a text into pieces like a model's tokens: a word with the space before it, a punctuation mark by itself.
///
/// The pieces joined are the text, scalar for scalar.
enum TokenPieces {
    /// In characters; longer words, and scripts that write without spaces, come in pieces of this length.
    private static let longest = 12

    static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        func close() {
            if !piece.isEmpty { pieces.append(piece) }
            piece = ""
        }
        for (character, next) in zip(text, text.dropFirst().map(Optional.some) + [nil]) {
            if character.isWordPart
                || (character.isApostrophe && piece.last?.isWordPart == true && next?.isWordPart == true)
            {
                if piece.count >= longest || (piece.last.map { $0.isWhitespace && $0 != " " } ?? false) { close() }
                piece.append(character)
            } else if character.isWhitespace {
                if piece.last?.isWhitespace != true || character == " " { close() }
                piece.append(character)
            } else {
                close()
                pieces.append(String(character))
            }
        }
        close()
        return pieces
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }

    fileprivate var isApostrophe: Bool { self == "'" || self == "\u{2019}" }
}
