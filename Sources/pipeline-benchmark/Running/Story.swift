/// What the model answers: a story of 150 words, with a comma after its tenth.
enum Story {
    static let text = """
        Every evening before the shop closed the old clockmaker smiled, wound the tallest clock and listened to its \
        heart. It had come to him in pieces, packed in straw, with a letter that nobody could read. He gave it a new \
        spring and a face of pale enamel, but it never told the right time. Some days it ran ahead, as if it could \
        hardly wait. Other days it dawdled, and the children who pressed their noses to the window laughed and waved. \
        One winter night the snow lay so deep that no train could leave the valley. The clockmaker lit a lamp, put it \
        in the window and waited. At midnight the tall clock struck thirteen. Out of the dark came a traveller, tired \
        and cold, who had followed that last stroke to the door. He read the letter, folded it and smiled. It says the \
        clock keeps time for those who are lost.
        """

    /// As a model cuts it: words with the space before them, marks by themselves.
    static let tokens = tokens(of: text)

    /// The index of the token whose space proves the first phrase: the one behind the first comma.
    static let firstPhraseProof = (tokens.firstIndex(of: ",") ?? 0) + 1

    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        for character in text {
            if character == " " || character.isPunctuation || tokens.isEmpty {
                tokens.append(String(character))
            } else {
                tokens[tokens.count - 1].append(character)
            }
        }
        return tokens
    }

    /// A sentence whose end is proven by its own last token, and one more to be spoken after it.
    static let shortAnswer = ["Shall", " we", " begin", " now", "? ", "Tell", " me", "."]
    /// The index of the token that completes the first phrase.
    static let shortAnswerProof = 4
}
