import CountedSound
import TestSupport
import Testing

@Suite("A sound that counts tells what was lost, repeated or swapped")
struct CountedSoundTests {
    private static let tag = CountedRecord.tag(session: "s", turn: 1)

    /// A phrase of `scalars` that starts at `source` in the text.
    private static func phrase(_ number: UInt8, from source: Int, scalars: Int, tag: UInt8 = tag) -> [Int16] {
        let count = scalars * CountedRecord.recordsPerScalar
        return (0..<count).flatMap { index in
            CountedRecord(
                tag: tag,
                phrase: number,
                index: UInt16(index),
                count: UInt16(count),
                source: UInt16(source)
            ).samples
        }
    }

    private static let whole = phrase(0, from: 0, scalars: 5) + phrase(1, from: 6, scalars: 8)

    private static func faults(_ samples: [Int16], text: Int? = 14) -> CountedTrack.Faults {
        CountedTrack(samples).faults(tag: tag, text: text)
    }

    @Test("a whole turn has no fault, and its phrases are counted")
    func whole() {
        #expect(Self.faults(Self.whole).isEmpty)
        #expect(CountedTrack(Self.whole).phrases == 2)
    }

    @Test("a turn that was cut off has no fault, wherever it was cut")
    func cutOff() {
        for length in stride(from: 4, to: Self.whole.count, by: 4) {
            #expect(Self.faults(Array(Self.whole.prefix(length)), text: nil).isEmpty)
        }
        #expect(Self.faults(Array(Self.whole.dropLast(4))).lost == 4)
    }

    @Test("what is left out is lost, by the sample", arguments: [4, 40, 300, 480])
    func lost(count: Int) {
        #expect(Self.faults(Array(Self.whole[..<200] + Self.whole[(200 + count)...])).lost >= count)
    }

    @Test("what comes twice is repeated, by the sample", arguments: [4, 40, 200])
    func repeated(count: Int) {
        let faults = Self.faults(Array(Self.whole[..<400] + Self.whole[(400 - count)...]))
        #expect(faults.repeated == count)
        #expect(faults.lost == 0)
    }

    @Test("phrases that are swapped are told")
    func swapped() {
        let faults = Self.faults(Self.phrase(1, from: 6, scalars: 8) + Self.phrase(0, from: 0, scalars: 5))
        #expect(faults.lost > 0 && faults.repeated > 0)
    }

    @Test("a turn of one phrase is told from another turn that has the same tag")
    func sameTag() {
        let guest = Self.phrase(0, from: 0, scalars: 3)
        let track = CountedTrack(Array(Self.whole[..<300] + guest + Self.whole[300...]))
        #expect(track.only(tag: Self.tag, length: 3) == CountedTrack(guest))
        #expect(track.without(tag: Self.tag, length: 3).faults(tag: Self.tag, text: 14).isEmpty)
        #expect(track.without(tag: Self.tag) == CountedTrack([]))
    }

    @Test("silence before, between and behind records is told from noise")
    func silence() {
        let silence = [Int16](repeating: 0, count: 50)
        let track = CountedTrack(silence + Self.whole[..<400] + silence + Self.whole[400...] + silence)
        #expect(track.silence == 150)
        #expect(track.faults(tag: Self.tag, text: 14).foreign == 150)
        #expect(CountedTrack(silence + [7] + silence + Self.whole).silence == 100)
    }

    @Test("a sound server's death explains as much as it may have played, once for each death, and nothing else")
    func death() {
        func isExplained(_ samples: [Int16], by deaths: Int) -> Bool {
            Self.faults(samples).isExplained(byDeaths: deaths, slack: 40)
        }
        #expect(isExplained(Self.whole, by: 0))
        // Records are cut where one server ended and the next one began.
        for again in [40, 37, 2, 0, -2, -30] {
            let samples = Array(Self.whole[..<401] + Self.whole[(401 - again)...])
            #expect(isExplained(samples, by: 1), "\(again)")
            #expect(isExplained(samples, by: 0) == (again == 0), "\(again)")
        }
        #expect(!isExplained(Array(Self.whole[..<400] + Self.whole[340...]), by: 1))
        #expect(!isExplained(Array(Self.whole[..<400] + Self.whole[460...]), by: 1))
        #expect(!isExplained(Self.whole + [1, 2, 3, 4, 5, 6, 7], by: 1))
        #expect(!isExplained(Self.phrase(1, from: 6, scalars: 8) + Self.phrase(0, from: 0, scalars: 5), by: 1))
    }

    @Test("another turn's sound is foreign, and so is noise")
    func foreign() {
        let other = Self.phrase(0, from: 0, scalars: 2, tag: Self.tag ^ 1)
        #expect(Self.faults(Self.whole + other).foreign == other.count)
        #expect(Self.faults(Self.whole + [1, 2, 3]).foreign == 3)
    }
}
