import SpeechFrames
import Testing

@testable import Synthesis

@Suite("Small pieces of sound are put together")
struct SoundGathererTests {
    /// The pieces of a phrase of `count` pieces of 50 ms, each with a word, as they are sent.
    private func sent(_ count: Int) -> [Audio] {
        var gatherer = SoundGatherer()
        var sent: [Audio] = []
        for number in 0..<count {
            let samples = [Int16](repeating: Int16(number), count: 800)
            let word = SpokenWord(at: number * 800, start: number, length: 1)
            let piece = Audio(
                session: "s",
                turn: 1,
                phrase: 0,
                offset: number * 800,
                rate: 16_000,
                samples: samples,
                words: [word]
            )
            if let audio = gatherer.take(piece) { sent.append(audio) }
        }
        if let rest = gatherer.rest { sent.append(rest) }
        return sent
    }

    @Test(
        "the first one goes at once, a later one is as long as all before it up to 500 ms, and the rest goes at the end",
        arguments: 0..<40
    )
    func lengths(count: Int) {
        #expect(sent(count).map { $0.samples.count / 800 } == Self.lengths(count))
    }

    @Test("nothing is lost or moved", arguments: 0..<40)
    func whole(count: Int) {
        let sent = sent(count)
        #expect(sent.flatMap(\.samples) == (0..<count).flatMap { [Int16](repeating: Int16($0), count: 800) })
        #expect(sent.flatMap(\.words).map(\.start) == Array(0..<count))
        var place = 0
        for piece in sent {
            #expect(piece.offset == place)
            place += piece.samples.count
        }
    }

    /// One, one, two, four, eight, then tens, then what is left.
    private static func lengths(_ count: Int) -> [Int] {
        var lengths: [Int] = []
        var left = count
        for length in [1, 1, 2, 4, 8] + Array(repeating: 10, count: 10) where left > 0 {
            lengths.append(min(length, left))
            left -= lengths.last ?? 0
        }
        return lengths
    }
}
