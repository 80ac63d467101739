import Testing

@testable import Phrasing

/// One line of a table: what the model writes, and what is heard.
struct PhrasingCase: Sendable, CustomTestStringConvertible {
    var input: String
    var expected: [String]

    init(_ input: String, _ expected: String...) {
        self.input = input
        self.expected = expected
    }

    var testDescription: String { input }
}

extension PhraseSplitter.Limits {
    /// Only sentences end phrases.
    static let sentencesOnly = Self(firstPhraseWords: 1000, clauseWords: 1000, shortSentenceWords: 0)
}

/// The phrases of a whole answer.
func phrases(of text: String, limits: PhraseSplitter.Limits = .init(), ahead: Duration? = nil) -> [SpokenPhrase] {
    var splitter = PhraseSplitter(limits: limits)
    return splitter.append(text, at: .zero, ahead: ahead) + splitter.finish(at: .zero)
}

/// The sentences of a whole answer, as they are heard.
func sentences(of text: String) -> [String] {
    phrases(of: text, limits: .sentencesOnly).map(\.text)
}

/// What came out before the answer was complete.
func early(_ text: String, limits: PhraseSplitter.Limits = .init(), ahead: Duration? = nil) -> [String] {
    var splitter = PhraseSplitter(limits: limits)
    return splitter.append(text, at: .zero, ahead: ahead).map(\.text)
}
