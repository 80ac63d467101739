import TestSupport
import Testing

@testable import LanguageModels

@Suite("What goes on with an answer repeats nothing of it", .timeLimit(.minutes(5)))
struct RepeatFilterTests {
    private static func joined(_ answer: String, _ pieces: [String], joinsWords: Bool) -> String {
        var filter = RepeatFilter(after: answer, joinsWords: joinsWords)
        return pieces.map { filter.pass($0) }.joined() + filter.finish()
    }

    /// What was there, what came, and what is new of it.
    private static let cases: [(answer: String, more: String, new: String)] = [
        ("It was a dark and", " stormy night.", " stormy night."),
        ("It was a dark and", "dark and stormy night.", " stormy night."),
        ("It was a dark and", "It was a dark and stormy night.", " stormy night."),
        ("It was a dark and", " a dark AND stormy night.", " stormy night."),
        ("It was a dark and ", "and stormy night.", "stormy night."),
        ("It was a dark and", "It was a dark but calm night.", " but calm night."),
        ("It was a", " and b", " and b"),
        ("The sky is bl", "ue.", "ue."),
        ("The sky is bl", "The sky is blue.", "ue."),
        ("The sky is blue.", "blue. And the sea, too.", " And the sea, too."),
        ("The sky is blue. ", "The sky is blue. And the sea, too.", "And the sea, too."),
        ("One. Two. Three", "Two. Three. Four.", ". Four."),
        ("I have a cat. ", "I have a dog, too.", "I have a dog, too."),
        ("It is very", " very good.", " good."),
        ("The end.", "The end.", ""),
        ("The end", "", ""),
        ("", "It was.", "It was."),
        ("...", "It was.", "It was."),
        ("Grüße aus Köln und", "Köln und Bonn.", " Bonn."),
        ("天空は青", "天空は青いです。", "いです。"),
        ("The", " other one.", " other one."),
    ]

    @Test("the words that are there already are dropped, and no others", arguments: cases)
    func dropped(answer: String, more: String, new: String) {
        #expect(Self.joined(answer, [more], joinsWords: true) == new)
    }

    @Test("any cut of what comes gives the same", arguments: cases)
    func cuts(answer: String, more: String, new: String) {
        for joinsWords in [true, false] {
            let whole = Self.joined(answer, [more], joinsWords: joinsWords)
            let scalars = more.unicodeScalars.map { String($0) }
            #expect(Self.joined(answer, scalars, joinsWords: joinsWords) == whole)
            for cut in scalars.indices {
                let pieces = [scalars[..<cut].joined(), scalars[cut...].joined()]
                #expect(Self.joined(answer, pieces, joinsWords: joinsWords) == whole)
            }
        }
    }

    @Test(
        "one that begins a new message begins a new word",
        arguments: [
            ("The sky is", "blue.", " blue."), ("The sky is", " blue.", " blue."), ("The sky is ", "blue.", "blue."),
            ("The sky is", ", of course, blue.", ", of course, blue."), ("The sky is", "The sky is blue.", " blue."),
        ]
    )
    func newMessage(answer: String, more: String, new: String) {
        #expect(Self.joined(answer, [more], joinsWords: false) == new)
    }

    @Test("wherever an answer breaks off, one that begins it or a sentence anew is joined without a seam")
    func anywhere() {
        let text = "Long ago there lived a king. He had three daughters, and the youngest was kind. One day she left."
        let words = text.split(separator: " ").map(String.init)
        for count in 1..<words.count {
            let before = words[..<count].joined(separator: " ")
            for start in [0, 6, 15] where start < count {
                let again = words[start...].joined(separator: " ")
                let whole = before + Self.joined(before, [again], joinsWords: true)
                #expect(whole == text, "after \(count), from \(start)")
            }
            let rest = " " + words[count...].joined(separator: " ")
            #expect(before + Self.joined(before, [rest], joinsWords: true) == text, "after \(count)")
        }
    }

    @Test("only a first word is waited for where nothing matches")
    func prompt() {
        var filter = RepeatFilter(after: "It was a dark and", joinsWords: true)
        #expect(filter.pass(" stor").isEmpty)
        #expect(filter.pass("my night") == " stormy night")
        #expect(filter.pass(" was") == " was")
    }

    @Test("a long answer is compared in linear time")
    func long() {
        let answer = (0..<50_000).map { "word\($0 % 7)" }.joined(separator: " ")
        #expect(Self.joined(answer, [" and it went on."], joinsWords: true) == " and it went on.")
    }
}
