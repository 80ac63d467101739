@testable import Playback
import SpeechFrames
import Testing

/// An output queue with a made-up sink of 16,000 Hz: the test says what was heard and when.
private struct Harness {
    var queue = OutputQueue(phraseDeadline: 10_000_000)
    var written: [Int16] = []
    var underruns = 0

    mutating func receive(_ frames: [Frame], now: Int = 0) {
        for frame in frames {
            if case .begin(let begin) = frame { _ = queue.begin(begin) } else { queue.receive(frame, now: now) }
        }
    }

    mutating func write(now: Int = 0) throws {
        while case .write(let samples)? = try queue.next(room: 1_600, heard: 0, accept: { _ in 16_000 }) {
            written += samples
            _ = queue.wrote(underruns: underruns, now: now)
        }
    }

    /// Looks when `heard` samples were heard at `now` (ms); what is told.
    mutating func look(heard: Int, at now: Int) -> [PlaybackEvent] {
        _ = queue.observe(heard: heard, now: now * 1_000, isPaced: true)
        return queue.takeEvents()
    }
}

@Suite("output queue")
struct OutputQueueTests {
    let speech = Speech()

    @Test("words are told when they are heard, with their instants")
    func words() throws {
        var harness = Harness()
        let words = [SpokenWord(at: 0, start: 0, length: 5), SpokenWord(at: 8_000, start: 6, length: 6)]
        harness.receive(
            [speech.begin()] + speech.frames(0, counting(16_000), text: "Hello there.", words: words) + [speech.end(1)]
        )
        try harness.write()
        #expect(summary(harness.look(heard: 0, at: 0)).isEmpty)
        #expect(summary(harness.look(heard: 1_600, at: 100)) == ["sound s/1", "start s/1#0", "word s/1#0 Hello"])
        #expect(summary(harness.look(heard: 7_999, at: 499)).isEmpty)
        let events = harness.look(heard: 9_600, at: 600).filter { if case .progress = $0 { false } else { true } }
        #expect(events == [.word(PhraseID(turn: speech.id, phrase: 0), words[1], text: "there.", at: 500_000)])
        #expect(summary(harness.look(heard: 16_000, at: 1_000)) == ["finished s/1 1"])
    }

    @Test("progress counts in the phrase's own samples, and says what lies ahead")
    func progress() throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(0, counting(8_000)) + [speech.audio(1, counting(4_000))])
        try harness.write()
        _ = harness.look(heard: 1, at: 0)
        let told = harness.look(heard: 3_200, at: 200)
        #expect(
            told == [.progress(Progress(session: "s", turn: 1, phrase: 0, sample: 3_200, ahead: 8_800, rate: 16_000))]
        )
    }

    @Test("a phrase that must exist and does not come is skipped after its deadline, and late sound of it is dropped")
    func deadline() throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(1, counting(100)) + [speech.end(2)])
        try harness.write()
        #expect(harness.look(heard: 0, at: 0).isEmpty)
        #expect(harness.look(heard: 0, at: 9_999).isEmpty)
        _ = harness.look(heard: 0, at: 10_000)
        try harness.write()
        harness.receive(speech.frames(0, counting(700)))
        try harness.write()
        #expect(summary(harness.look(heard: 0, at: 10_001)) == ["skip s/1#0 deadline"])
        #expect(harness.written == counting(100))
        #expect(summary(harness.look(heard: 100, at: 10_100)) == ["sound s/1", "start s/1#1", "finished s/1 1"])
    }

    @Test("a phrase that stalls half way has the same deadline, counted from its last piece")
    func stall() throws {
        var harness = Harness()
        harness.receive([speech.begin(), speech.audio(0, counting(100)), speech.end(1)])
        try harness.write()
        _ = harness.look(heard: 100, at: 0)
        harness.receive([speech.audio(0, at: 100, counting(100, from: 100))])
        try harness.write()
        _ = harness.look(heard: 200, at: 9_000)
        #expect(summary(harness.look(heard: 200, at: 18_999)).isEmpty)
        _ = harness.look(heard: 200, at: 19_000)
        try harness.write()
        #expect(summary(harness.look(heard: 200, at: 19_001)) == ["skip s/1#0 deadline", "finished s/1 0"])
    }

    @Test("nothing is skipped for a phrase that nobody has named")
    func noDeadline() throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(0, counting(100)))
        try harness.write()
        _ = harness.look(heard: 100, at: 0)
        #expect(harness.queue.observe(heard: 100, now: 3_600_000_000, isPaced: true).next == nil)
        #expect(harness.queue.takeEvents().isEmpty)
    }

    @Test("a gap is the silence between one phrase and a late one; a pause of the voice is none")
    func gap() throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(0, counting(1_600)) + speech.frames(1, counting(1_600)))
        try harness.write()
        var events = harness.look(heard: 3_200, at: 200)
        harness.receive(speech.frames(2, counting(1_600)))
        harness.underruns = 1
        try harness.write(now: 500_000)
        events += harness.look(heard: 3_216, at: 501)
        let gaps = events.compactMap { if case .phraseStarted(_, _, let gap) = $0 { gap } else { nil } }
        #expect(gaps == [.zero, .zero, .milliseconds(300)])
        #expect(summary(events).contains("underrun s/1"))
    }

    @Test("a turn's end says how many pieces of sound came and when, how often it ran dry, and the longest gap")
    func measures() throws {
        var harness = Harness()
        let begin = Frame.begin(Begin(session: speech.session, turn: speech.turn, asked: 1_000_000))
        harness.receive([begin] + speech.frames(0, counting(1_600)) + speech.frames(1, counting(1_600)), now: 1_250_000)
        try harness.write()
        _ = harness.look(heard: 3_200, at: 200)
        harness.receive(speech.frames(2, counting(1_600)) + [speech.end(3)], now: 1_700_500)
        harness.underruns = 1
        try harness.write(now: 500_000)
        _ = harness.look(heard: 3_216, at: 501)
        let sounds = harness.look(heard: 4_800, at: 600).compactMap { event in
            if case .finished(let finished) = event { finished.sound } else { nil }
        }
        let expected = SoundMeasures(
            chunks: 6,
            underruns: 1,
            gapMilliseconds: 300,
            firstMilliseconds: 250,
            lastMilliseconds: 700.5
        )
        #expect(sounds == [expected])
    }

    @Test("a turn that is cut off says how its sound came; when, only where it is known when it was asked for")
    func measuresOfInterrupted() throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(0, counting(1_600)), now: 1_250_000)
        try harness.write()
        _ = harness.look(heard: 800, at: 50)
        _ = harness.queue.interrupt(speech.stop(), now: 60_000)
        harness.queue.settle(heard: 800, now: 60_000)
        let sounds = harness.queue.takeEvents().compactMap { event in
            if case .interrupted(let interrupted) = event { interrupted.sound } else { nil }
        }
        #expect(sounds == [SoundMeasures(chunks: 2)])
    }

    @Test(
        "an interrupt tells the words that had begun",
        arguments: [(0, ""), (1, "One"), (4_000, "One"), (4_001, "One two"), (8_000, "One two three.")]
    )
    func heardWords(heard: Int, text: String) throws {
        var harness = Harness()
        let words = [(0, 0, 3), (4_000, 4, 3), (6_000, 8, 6)].map { SpokenWord(at: $0.0, start: $0.1, length: $0.2) }
        harness.receive([speech.begin()] + speech.frames(0, counting(8_000), text: "One two three.", words: words))
        try harness.write()
        let mustFlush = harness.queue.interrupt(Speech().stop(), now: 1_000)
        #expect(mustFlush)
        harness.queue.settle(heard: heard, now: 3_000)
        guard case .interrupted(let interrupted)? = harness.queue.takeEvents().last else {
            Issue.record("not interrupted")
            return
        }
        #expect(interrupted.heard == text)
        #expect(interrupted.phrase == 0)
        #expect(interrupted.sample == heard)
        #expect(interrupted.silenceMilliseconds == 2)
    }

    @Test(
        "without words' positions the text counts in proportion, by whole words",
        arguments: [(100, ""), (3_900, "One"), (5_000, "One two"), (7_999, "One two"), (8_000, "One two three.")]
    )
    func proportion(heard: Int, text: String) throws {
        var harness = Harness()
        harness.receive([speech.begin()] + speech.frames(0, counting(8_000), text: "One two three."))
        try harness.write()
        _ = harness.queue.interrupt(Speech().stop(), now: 0)
        harness.queue.settle(heard: heard, now: 0)
        guard case .interrupted(let interrupted)? = harness.queue.takeEvents().last else {
            Issue.record("not interrupted")
            return
        }
        #expect(interrupted.heard == text)
    }

    @Test("an interrupt stops the session's turns up to its own and no other")
    func fanOut() throws {
        var harness = Harness()
        let turns = [Speech(turn: 1), Speech(session: "t"), Speech(turn: 2), Speech(turn: 3)]
        for turn in turns { harness.receive([turn.begin()] + turn.frames(0, counting(10)) + [turn.end(1)]) }
        try harness.write()
        let mustFlush = harness.queue.interrupt(Speech(turn: 2).stop(), now: 0)
        #expect(mustFlush)
        #expect(summary(harness.queue.takeEvents()) == ["interrupted s/2 "])
        harness.written = []
        try harness.write()
        #expect(harness.written.isEmpty)
        harness.queue.settle(heard: 0, now: 0)
        try harness.write()
        #expect(harness.written == counting(10))
        #expect(summary(harness.look(heard: 20, at: 1)).last == "finished t/1 1")
        #expect(harness.queue.holding.map(\.turn) == [3])
    }
}
