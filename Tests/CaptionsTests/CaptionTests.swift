import Captions
import SpeechFrames
import Testing

@Suite("The eye follows the ear")
struct CaptionTests {
    private func phrase(_ number: Int, _ text: String, _ source: [Int]) -> Phrase {
        Phrase(session: "s", turn: 1, phrase: number, text: text, source: source)
    }

    @Test("a word is found behind the markdown that is not spoken")
    func markdown() {
        var text = VisibleText()
        text.append("**Hello** the `the` moon.")
        text.add(phrase(0, "Hello the the moon.", [0, 25]))
        text.hear(SpokenWord(at: 0, start: 0, length: 5), of: 0)
        #expect(text.current == 2..<7)
        text.hear(SpokenWord(at: 1, start: 6, length: 3), of: 0)
        #expect(text.current == 10..<13)
        text.hear(SpokenWord(at: 2, start: 10, length: 3), of: 0)
        #expect(text.current == 15..<18)
        text.hear(phrase: 0)
        #expect(text.heard == 25)
        #expect(text.current == nil)
    }

    @Test("a word that is not in the text, or beyond it, moves nothing")
    func unknownWord() {
        var text = VisibleText()
        text.append("```\nx = 1\n```")
        text.add(phrase(0, "Code block.", [0, 13]))
        text.hear(SpokenWord(at: 0, start: 0, length: 4), of: 0)
        text.hear(SpokenWord(at: 0, start: 90, length: 4), of: 0)
        text.hear(SpokenWord(at: 0, start: 0, length: 4), of: 7)
        #expect(text.current == nil)
        #expect(text.heard == 0)
    }

    @Test("a terminal never obeys the model")
    func escapes() {
        var text = VisibleText()
        text.append("a\u{1B}[2Jb\u{9B}c\u{7}\td")
        var screen = CaptionScreen(width: 80, height: 24)
        #expect(!screen.draw(text).dropFirst(4).contains("\u{1B}[2J"))
        #expect(text.scalars.count == 11)
    }

    @Test("the screen is drawn over itself, and the whole text stays at the end")
    func redraw() {
        var text = VisibleText()
        text.append("one two three four five six")
        text.add(phrase(0, "one two three four five six", [0, 27]))
        text.hear(SpokenWord(at: 0, start: 4, length: 3), of: 0)
        var screen = CaptionScreen(width: 20, height: 10)
        let first = screen.draw(text)
        #expect(first.contains("\u{1B}[0;1;7mtwo"))
        #expect(first.contains("\r\n"))
        #expect(screen.draw(text).hasPrefix("\r\u{1B}[1A\u{1B}[J"))
        #expect(screen.finish(text).hasSuffix("\r\n"))
    }

    @Test("a text longer than the screen shows the line that is spoken")
    func longText() {
        var text = VisibleText()
        let words = (0..<400).map { "word\($0)" }.joined(separator: " ")
        text.append(words)
        text.add(phrase(0, words, [0, words.count]))
        var screen = CaptionScreen(width: 40, height: 8)
        text.hear(SpokenWord(at: 0, start: words.count - 7, length: 7), of: 0)
        let drawn = screen.draw(text)
        #expect(drawn.contains("\u{1B}[0;1;7mword399"))
        #expect(drawn.split(separator: "\r\n").count == 7)
    }

    @Test("wide characters take two columns")
    func wide() {
        var text = VisibleText()
        text.append(String(repeating: "水", count: 30))
        var screen = CaptionScreen(width: 21, height: 8)
        #expect(screen.draw(text).split(separator: "\r\n").count == 3)
    }

    @Test("lines: words as they are heard, or the whole phrase where no word's place is known")
    func lines() {
        var lines = CaptionLines()
        let id = PhraseID(turn: TurnID(session: "s", turn: 1), phrase: 0)
        lines.add(phrase(0, "Good morning to you.", [0, 20]))
        #expect(lines.hear(SpokenWord(at: 0, start: 0, length: 4), of: id) == "Good")
        // "to you" is spoken as one: only "you" is placed.
        #expect(lines.hear(SpokenWord(at: 9, start: 5, length: 7), of: id) == " morning")
        #expect(lines.hear(SpokenWord(at: 19, start: 16, length: 3), of: id) == " to you.")
        #expect(lines.hear(id) == "\n")
        lines.add(phrase(0, "Good morning.", [0, 13]))
        #expect(lines.hear(id) == "Good morning.\n")
    }
}

@Suite("The report says what a person felt")
struct TurnReportTests {
    @Test("times count from the question, and gaps shorter than a millisecond do not count")
    func report() {
        var report = TurnReport()
        report.note(.begin(Begin(session: "s", turn: 1, asked: 1_000_000)))
        for time in [1_100_000, 1_200_000] {
            report.note(.token(Token(session: "s", turn: 1, text: "x", at: time)))
            report.note(.phrase(Phrase(session: "s", turn: 1, phrase: 0, text: "x", at: time + 200_000)))
            report.noteFirstSound(at: time + 1_000_000)
        }
        report.notePhrase(after: .seconds(1))
        report.notePhrase(after: .microseconds(900))
        report.notePhrase(after: .milliseconds(120))
        report.noteSkipped()
        #expect(
            report.text == """
                first token   100 ms
                first phrase  300 ms
                first sound   1.10 s
                gaps          1 between 3 phrases, the longest 120 ms
                skipped       1 of 4 phrases

                """
        )
    }
}
