/// An answer that anybody can write again from its two numbers: what a stand-in for a model tells, and what has to be heard.
///
/// It is plain text, so that what is spoken is what is seen, scalar by scalar. It says no words twice in a row: of a model that goes
/// on with an answer, that would be taken for the words that are there already.
package struct NumberedStory: Sendable, Equatable {
    package let number: Int
    package let sentences: Int

    package init(number: Int, sentences: Int) {
        self.number = number
        self.sentences = sentences
    }

    /// Reads a question as ``question`` writes it; `nil` where it is none.
    package init?(question: String) {
        let words = question.split(separator: " ")
        guard words.count == 6, words[0] == "Tell", let number = Int(words[2]), let sentences = Int(words[4]) else {
            return nil
        }
        self.init(number: number, sentences: sentences)
    }

    /// What a person asks to hear it.
    package var question: String { "Tell story \(number) in \(sentences) sentences." }

    /// The whole answer.
    package var text: String { tokens.joined() }

    /// The answer as a model writes it: words, each with the space in front of it.
    package var tokens: [String] {
        var random = SeededGenerator(seed: UInt64(bitPattern: Int64(number)))
        var tokens: [String] = []
        var last: [String] = []
        for _ in 0..<sentences {
            let length = Int.random(in: 5...13, using: &random)
            for place in 0..<length {
                var word = Self.words.filter { !last.contains($0) }.randomElement(using: &random) ?? ""
                last = (last + [word]).suffix(Self.unlike)
                if place == 0 { word = word.prefix(1).uppercased() + word.dropFirst() }
                if place == length - 1 { word += "." } else if place == 4, length > 9 { word += ", and" }
                tokens.append(tokens.isEmpty ? word : " " + word)
            }
        }
        return tokens
    }

    /// The tokens that are left behind the first `count` scalars.
    package func tokens(after count: Int) -> [String] {
        var seen = 0
        return tokens.compactMap { token in
            defer { seen += token.unicodeScalars.count }
            let skipped = max(0, count - seen)
            guard skipped < token.unicodeScalars.count else { return nil }
            return String(String.UnicodeScalarView(token.unicodeScalars.dropFirst(skipped)))
        }
    }

    /// How many words in a row are all different.
    private static let unlike = 4

    private static let words = [
        "river", "stone", "heron", "lantern", "quietly", "under", "bridge", "walks", "carries", "seven", "apples",
        "morning", "garden", "window", "opens", "slowly", "towards", "harbour", "ships", "wind", "turns", "over",
        "silver", "water", "children", "listen", "story", "bread", "kitchen", "warm", "light", "evening", "hill",
    ]
}

extension NumberedStory {
    /// What a model answers to a request: the story that is asked for, from where the last message leaves it.
    ///
    /// - Parameters:
    ///   - request: a question as ``question`` writes it, perhaps with what was answered so far.
    ///   - rate: tokens a second; `nil` for all at once.
    /// - Returns: the rest of the story.
    package static func answer(to request: FakeRequest, rate: Double?) -> FakeAnswer {
        let messages = request.messages
        guard let question = messages.last(where: { $0.role == "user" }),
            let story = NumberedStory(question: question.content)
        else { return FakeAnswer(["What?"]) }
        let said = messages.last.flatMap { $0.role == "assistant" ? $0.content.unicodeScalars.count : nil } ?? 0
        return FakeAnswer(story.tokens(after: said), rate: rate)
    }
}
