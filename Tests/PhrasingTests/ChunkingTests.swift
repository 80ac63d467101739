import Testing

@testable import Phrasing

@Suite("Chunking")
struct ChunkingTests {
    static let leads: [Duration?] = [nil, .zero, .seconds(2), .seconds(10)]

    @Test("the phrases do not depend on how the text is cut", arguments: 0..<600)
    func sameForEveryCut(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = random.answer()
        let lead = Self.leads[seed % Self.leads.count]
        let whole = phrases(of: text, ahead: lead)
        #expect(phrases(of: text.unicodeScalars.map(String.init), ahead: lead) == whole, "by scalar, seed \(seed)")
        for _ in 0..<3 {
            #expect(phrases(of: random.chunks(of: text), ahead: lead) == whole, "at random, seed \(seed)")
        }
    }

    @Test("source ranges increase, do not overlap and lie in the text", arguments: 0..<600)
    func ranges(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = random.answer()
        var end = 0
        for (index, phrase) in phrases(of: text).enumerated() {
            #expect(phrase.index == index)
            #expect(!phrase.text.isEmpty && !phrase.source.isEmpty, "seed \(seed): \(phrase)")
            #expect(phrase.source.lowerBound >= end, "seed \(seed): \(text.debugDescription) \(phrase)")
            end = phrase.source.upperBound
        }
        #expect(end <= text.unicodeScalars.count, "seed \(seed)")
    }

    @Test("every word comes out once and in order, whatever the timer does", arguments: 0..<300)
    func wordsOnce(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let ends = ["", "", "", "", "", ",", ".", "!", "?", ";", " —", "\n", "\n\n"]
        let words = (0..<200).map { index in "word\(index)x" + ends[Int.random(in: 0..<ends.count, using: &random)] }
        let text = words.joined(separator: " ")
        var splitter = PhraseSplitter()
        var all: [SpokenPhrase] = []
        var now = Duration.zero
        for chunk in random.chunks(of: text) {
            now += .milliseconds(Int.random(in: 0...400, using: &random))
            let ahead = Self.leads[Int.random(in: 0..<4, using: &random)]
            all += splitter.append(chunk, at: now, ahead: ahead)
            if let deadline = splitter.deadline, deadline <= now {
                all += splitter.expire(at: now, ahead: ahead)
            }
        }
        all += splitter.finish(at: now)
        let spoken = all.flatMap { $0.text.split { !$0.isLetter && !$0.isNumber } }.map(String.init)
        #expect(spoken == (0..<200).map { "word\($0)x" }, "seed \(seed)")
        #expect(splitter.finish(at: now).isEmpty)
    }

    @Test("no phrase begins or ends inside a word, whatever the timer does", arguments: 0..<300)
    func wholeWords(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = random.answer()
        let scalars = Array(text.unicodeScalars)
        var splitter = PhraseSplitter(limits: .init(maximumTokens: Int.random(in: 1...20, using: &random)))
        var now = Duration.zero
        var all: [SpokenPhrase] = []
        for chunk in random.chunks(of: text) {
            now += .milliseconds(Int.random(in: 0...2000, using: &random))
            all += splitter.append(chunk, at: now, ahead: nil)
            all += splitter.expire(at: now, ahead: nil)
        }
        all += splitter.finish(at: now)
        let read = all.filter { !["Code block", "Table"].contains(where: $0.text.hasPrefix) }
        for bound in read.flatMap({ [$0.source.lowerBound, $0.source.upperBound] })
        where bound > 0 && bound < scalars.count {
            let isInside = scalars[bound - 1].isWordPart && scalars[bound].isWordPart
            #expect(!isInside, "seed \(seed): \(text.debugDescription) at \(bound)")
        }
        let ends = all.map(\.source.upperBound)
        #expect(zip(all.dropFirst(), ends).allSatisfy { $0.source.lowerBound >= $1 }, "seed \(seed)")
    }

    @Test("each table's line is the same for each cut", arguments: [1, 2, 3, 5, 7, 11])
    func fixedSizes(size: Int) {
        let text = """
            # Plan\n\nDr. Smith (the *best*) paid $3.14 at 10:30 p.m. on https://www.x.org/a?b=c. "Go!" he said…
            \n1. **One**\n2. [Two](http://a.b)\n\n```python\nx = 1\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n\n你好。「行く。」と言った。
            """
        let scalars = Array(text.unicodeScalars)
        let chunks = stride(from: 0, to: scalars.count, by: size).map {
            scalars[$0..<min($0 + size, scalars.count)].text
        }
        #expect(phrases(of: chunks) == phrases(of: text))
    }

    @Test("empty chunks and white space are harmless")
    func emptyChunks() {
        #expect(
            phrases(of: ["", " ", "", "Hello", "", " ", "there", "", ".", "", " "]).map(\.text) == ["Hello there."]
        )
    }
}

extension Unicode.Scalar {
    /// A letter or digit of a script that writes words apart.
    fileprivate var isWordPart: Bool { isAlphanumeric && !isIdeograph }
}

/// The phrases of an answer that comes in pieces.
func phrases(of chunks: [String], ahead: Duration? = nil) -> [SpokenPhrase] {
    var splitter = PhraseSplitter()
    return chunks.flatMap { splitter.append($0, at: .zero, ahead: ahead) } + splitter.finish(at: .zero)
}
