import Glibc
import Logging
import SpeechFrames
import TestSupport
import Testing

@testable import TurnStreaming

@Suite("What was passed on of an answer outlives the process")
struct PassedAnswersTests {
    private static let turn = TurnID(session: "s", turn: 1)
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func token(_ text: String, start: Int, turn: Int = 1) -> Token {
        Token(session: "s", turn: turn, text: text, start: start)
    }

    private func phrase(_ number: Int, _ text: String, at start: Int, turn: Int = 1) -> Phrase {
        let source = [start, text.unicodeScalars.count]
        return Phrase(session: "s", turn: turn, phrase: number, text: text, source: source)
    }

    private func open(_ folder: String) -> PassedAnswers {
        PassedAnswers(path: "\(folder)/answers", logger: Self.quiet)
    }

    private func texts(_ answers: PassedAnswers, within length: Int = .max) -> [String] {
        answers.phrases(of: Self.turn, within: length).map(\.text)
    }

    @Test("the next process knows the text and how it was cut, as far as it is told that the text reaches")
    func persistence() async throws {
        try await withTemporaryDirectory { folder in
            let answers = open(folder)
            answers.note(phrase(0, "Good morning.", at: 0), after: [token("Good morning. How", start: 0)])
            answers.note(phrase(1, "How are you?", at: 14), after: [token(" are you? I", start: 17)])
            let next = open(folder)
            #expect(next.tokens.map(\.text).joined() == "Good morning. How are you? I")
            #expect(next.textLength(of: Self.turn) == 28)
            #expect(texts(next) == ["Good morning.", "How are you?"])
            #expect(texts(next, within: 20) == ["Good morning."])
        }
    }

    @Test("phrases that were lost and are cut anew take the place of the earlier ones, from the first of them on")
    func cutAnew() async throws {
        try await withTemporaryDirectory { folder in
            let first = open(folder)
            first.note(phrase(0, "One.", at: 0), after: [token("One. Two, three.", start: 0)])
            first.note(phrase(1, "Two,", at: 5), after: [])
            first.note(phrase(2, "three.", at: 10), after: [])
            open(folder).note(phrase(1, "Two, three.", at: 5), after: [token("One. Two, three. Four.", start: 0)])
            let next = open(folder)
            #expect(texts(next) == ["One.", "Two, three."])
            #expect(next.tokens.map(\.text).joined() == "One. Two, three. Four.")
        }
    }

    @Test("of a turn that is over nothing is known, and where all are, no word is left")
    func over() async throws {
        try await withTemporaryDirectory { folder in
            let answers = open(folder)
            answers.note(phrase(0, "One.", at: 0), after: [token("One.", start: 0)])
            answers.note(phrase(0, "Two.", at: 0, turn: 2), after: [token("Two.", start: 0, turn: 2)])
            answers.end(Self.turn)
            #expect(texts(open(folder)).isEmpty)
            #expect(open(folder).tokens.map(\.text) == ["Two."])
            answers.end(Interrupt(session: "s", turn: 2, reason: .userRequest))
            #expect(open(folder).tokens.isEmpty)
            let left = try readFile("\(folder)/answers")
            #expect(left.isEmpty)
        }
    }

    @Test("what is to be forgotten is not in the file any more, also of turns that are over")
    func wiped() async throws {
        try await withTemporaryDirectory { folder in
            let answers = open(folder)
            let other = Phrase(session: "t", turn: 1, phrase: 0, text: "Hello.", source: [0, 6])
            answers.note(phrase(0, "Secret.", at: 0), after: [token("Secret.", start: 0)])
            answers.note(other, after: [])
            answers.end(Self.turn)
            answers.forget(Forget(session: "s"))
            let left = String(decoding: try readFile("\(folder)/answers"), as: UTF8.self)
            #expect(left.contains("Hello.") && !left.contains("Secret."))
        }
    }

    @Test("half a line at the end is none, and what is added later is whole")
    func torn() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/answers"
            let answers = open(folder)
            answers.note(phrase(0, "One.", at: 0), after: [token("One. Two.", start: 0)])
            answers.note(phrase(1, "Two.", at: 5), after: [])
            let length = try readFile(path).count
            #expect(truncate(path, length - 3) == 0)
            let next = open(folder)
            #expect(texts(next) == ["One."])
            next.note(phrase(1, "Two.", at: 5), after: [])
            #expect(texts(open(folder)) == ["One.", "Two."])
        }
    }

    @Test("however many answers are told, the file stays small")
    func growth() async throws {
        try await withTemporaryDirectory { folder in
            let answers = open(folder)
            let text = String(repeating: "word ", count: 100)
            for turn in 1...1_000 {
                answers.note(phrase(0, text, at: 0, turn: turn), after: [token(text, start: 0, turn: turn)])
                answers.end(TurnID(session: "s", turn: turn))
            }
            let length = try readFile("\(folder)/answers").count
            #expect(length < 1 << 18)
        }
    }
}
