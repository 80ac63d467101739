import SpeechFrames
import Testing

@testable import Synthesis

struct SpeakableTextTests {
    @Test("what the engine would take for a command becomes a space, and every position stays")
    func control() throws {
        let text = try SpeakableText("a\u{01}+10S\0b\u{E000}\u{2028}é\u{7F}")
        #expect(String(String.UnicodeScalarView(text.scalars)) == "a +10S b  é ")
        #expect(text.cString.last == 0 && !text.cString.dropLast().contains(0))
    }

    @Test(
        "only punctuation is nothing to say",
        arguments: [
            "", " ", ". . .", "...", "!", "?!", "\u{2026}", "\u{3002}", "---", "\n\t", "\u{200B}", "“”", "_*#_",
        ]
    )
    func silent(text: String) throws {
        #expect(try !SpeakableText(text).isSpeakable)
    }

    @Test("letters, numbers and signs with a name are", arguments: ["a", "7", "世", "😀", "€", "%", "½", "+", "°"])
    func spoken(text: String) throws {
        #expect(try SpeakableText(text).isSpeakable)
    }

    @Test("a text that is too long is refused")
    func tooLong() throws {
        let longest = String(repeating: "a", count: SpeakableText.maximumLength)
        #expect(try SpeakableText(longest).scalars.count == SpeakableText.maximumLength)
        #expect(throws: SynthesisError.self) { try SpeakableText(longest + "a") }
    }
}

struct WordPlacesTests {
    private func places(_ text: String, _ events: [(Int, Int)]) throws -> [[Int]] {
        var places = WordPlaces(scalars: try SpeakableText(text).scalars)
        return events.compactMap { places.place(position: $0.0, length: $0.1, at: 0).map { [$0.start, $0.length] } }
    }

    @Test("positions count from 0, in Unicode scalars")
    func positions() throws {
        #expect(try places("né 😀 ok", [(1, 2), (4, 1), (6, 2)]) == [[0, 2], [3, 1], [5, 2]])
    }

    @Test("a word is named once, the digits of a number included")
    func once() throws {
        #expect(try places("pi 3.14", [(1, 2), (4, 4), (5, 4), (5, 4), (5, 4)]) == [[0, 2], [3, 4]])
    }

    @Test("a contraction is one word", arguments: ["don't", "don\u{2019}t"])
    func contraction(word: String) throws {
        #expect(try places("I \(word) know", [(1, 1), (3, 3), (9, 4)]) == [[0, 1], [2, 5], [8, 4]])
    }

    @Test("an event outside of the text, or over nothing, names no word")
    func outside() throws {
        #expect(try places("a  b", [(0, 1), (1, 1), (2, 1), (4, 9), (5, 1), (99, 1), (4, -1)]) == [[0, 1], [3, 1]])
    }
}
