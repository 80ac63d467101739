import SpeechFrames
import Testing

@testable import WorkerPool

@Suite("The cache of sound")
struct SoundCacheTests {
    private static let sampleCount = 1_000

    private func sound(_ value: Int16) throws -> CachedSound {
        let pieces = try [0, 400].map { offset in
            let length = offset == 0 ? 400 : Self.sampleCount - 400
            let audio = Audio(
                session: "s",
                turn: 1,
                phrase: 0,
                offset: offset,
                rate: 22_050,
                samples: [Int16](repeating: value, count: length),
                words: [SpokenWord(at: offset, start: 0, length: 2)]
            )
            let frame = try RawFrame(.audio(audio))
            return PoolOutput(phrase: audio.phraseID, frame: frame, audio: try frame.audioHeader())
        }
        return try #require(CachedSound(pieces))
    }

    /// Says the phrase until it is kept.
    private func keep(_ text: String, _ value: Int16 = 1, in cache: inout SoundCache) throws {
        _ = cache.miss(phrase(0, text))
        let isKept = cache.miss(phrase(0, text))
        #expect(isKept)
        cache.keep(try sound(value), of: phrase(0, text))
    }

    @Test("what is given back is what the worker gave, piece by piece, for the phrase that is said now")
    func same() throws {
        let id = phrase(7, "hello", session: "bath", turn: 3).phraseID
        let answers = try sound(9).answers(to: id)
        #expect(answers.map(\.frame.type) == [.audio, .audio, .synthesized])
        #expect(answers.map(\.phrase) == [id, id, id])
        #expect(answers.map(\.audio?.offset) == [0, 400, nil])
        guard case .audio(let second) = try answers[1].frame.decode(),
            case .synthesized(let end) = try answers[2].frame.decode()
        else {
            Issue.record("other frames came")
            return
        }
        #expect(second.phraseID == id && second.rate == 22_050)
        #expect(second.samples == [Int16](repeating: 9, count: Self.sampleCount - 400))
        #expect(second.words == [SpokenWord(at: 400, start: 0, length: 2)])
        #expect(end.phraseID == id && end.samples == Self.sampleCount)
    }

    @Test("a phrase is kept when it comes for the second time, and only if it is short")
    func admission() throws {
        var cache = SoundCache(limit: 1 << 20)
        let long = phrase(0, String(repeating: "a", count: SoundCache.longestText + 1))
        let short = phrase(0, String(repeating: "a", count: SoundCache.longestText))
        var admitted: [Bool] = []
        for phrase in [short, long, short, long, short] { admitted.append(cache.miss(phrase)) }
        #expect(admitted == [false, false, true, false, true])
        #expect(cache.status == CacheStatus(hits: 0, misses: 5, bytes: 0, limit: 1 << 20))
    }

    @Test("another voice, language or rate is another sound")
    func keys() throws {
        var cache = SoundCache(limit: 1 << 20)
        try keep("hello", in: &cache)
        var others = [phrase(0, "hello"), phrase(0, "hello"), phrase(0, "hello"), phrase(0, "Hello")]
        others[0].voice = "de"
        others[1].language = "en"
        others[2].rate = 175
        for other in others {
            let found = cache.use(other)
            #expect(found == nil)
        }
        let found = cache.use(phrase(5, "hello", session: "other", turn: 9))
        #expect(try found == sound(1))
        #expect(cache.status?.hits == 1)
    }

    @Test("its bytes are bounded, and what was not used for the longest time goes first")
    func bound() throws {
        var cache = SoundCache(limit: 10_500)
        for (value, text) in ["a", "b", "c"].enumerated() { try keep(text, Int16(value), in: &cache) }
        let used = cache.use(phrase(0, "a"))
        #expect(used != nil)
        try keep("d", in: &cache)
        let kept = ["a", "b", "c", "d"].map { cache.contains(phrase(0, $0)) }
        #expect(kept == [true, false, true, true])
        let bytes = try #require(cache.status?.bytes)
        #expect((9_000...10_500).contains(bytes))
        cache.limit = 4_000
        #expect(cache.contains(phrase(0, "d")) && !cache.contains(phrase(0, "a")))
        cache.limit = 1_000
        #expect(cache.isEmpty && cache.status?.bytes == 0)
        try keep("e", in: &cache)
        #expect(cache.isEmpty, "what does not fit is not kept")
        cache.limit = 0
        #expect(cache.status == nil)
    }

    @Test("what came long ago counts as new")
    func forgotten() {
        var recent = RecentHashes()
        let wasKnown = recent.note(-1)
        #expect(!wasKnown)
        for hash in 0..<RecentHashes.limit { _ = recent.note(hash) }
        let (oldest, newest) = (recent.note(-1), recent.note(RecentHashes.limit - 1))
        #expect(!oldest && newest)
    }
}
