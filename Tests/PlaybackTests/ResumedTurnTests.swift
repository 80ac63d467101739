import FrameTransport
@testable import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("a turn goes on where it was heard", .timeLimit(.minutes(1)))
struct ResumedTurnTests {
    let speech = Speech()

    private func begin(phrase: Int, sample: Int, position: Int? = nil) -> Frame {
        .begin(Begin(session: "s", turn: 1, phrase: phrase, sample: sample, position: position))
    }

    /// Plays `frames` into `output` as a process of the hub does, to the turn's end.
    private func play(_ frames: [Frame], into output: String) async throws -> [PlaybackEvent] {
        try await withSequencer(output, configure: { $0.keepsFiles = true }) { sequencer, _ in
            for frame in frames { await sequencer.receive(frame) }
        }
    }

    private func progress(_ events: [PlaybackEvent]) -> [Progress] {
        events.compactMap { event in
            switch event {
            case .progress(let progress), .placed(let progress): progress
            default: nil
            }
        }
    }

    @Test("what was heard before is dropped, to the sample")
    func order() throws {
        var order = PhraseOrder(turn: speech.id, phrase: 2, sample: 30)
        for phrase in 1...3 { try order.insert(speech.piece(phrase, counting(100, from: phrase * 100))) }
        #expect(order.holding == (2, 100))
        guard case .sound(let phrase, let offset, _, let samples, _)? = order.next(atMost: 1_000) else {
            Issue.record("no sound")
            return
        }
        #expect((phrase, offset) == (2, 30))
        #expect(Array(samples) == counting(70, from: 230))
    }

    @Test("a phrase that was heard whole ends at once, and the next one follows")
    func heardWhole() throws {
        var order = PhraseOrder(turn: speech.id, phrase: 0, sample: 100)
        order.complete(speech.whole(0, 100))
        #expect(order.next(atMost: 10) == .ended(phrase: 0, samples: 100, words: []))
    }

    @Test("where a turn starts in its file is told before its first sample")
    func placed() async throws {
        try await withTemporaryDirectory { folder in
            let output = "pcm:\(folder)/a.pcm"
            _ = try await play([speech.begin()] + speech.frames(0, counting(500)) + [speech.end(1)], into: output)
            let next = Speech(turn: 2)
            let events = try await play([next.begin()] + next.frames(0, counting(100)) + [next.end(1)], into: output)
            let told = progress(events)
            #expect(told.first?.position == 500)
            #expect(told.first?.sample == 0)
            #expect(told.last?.position == 600)
        }
    }

    @Test(
        "a file gets longer from the sample that was heard, with nothing lost or repeated",
        arguments: ["wav", "pcm"]
    )
    func file(kind: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/a"
            let first = [speech.begin()] + speech.frames(0, counting(1_000))
            // The first process wrote more than it came to tell.
            _ = try await play(first + speech.frames(1, counting(300, from: 1_000)), into: "\(kind):\(path)")
            let rest =
                speech.frames(0, counting(1_000)) + speech.frames(1, counting(800, from: 1_000)) + [speech.end(2)]
            let events = try await play(
                [begin(phrase: 0, sample: 600, position: 600)] + rest,
                into: "\(kind):\(path)"
            )
            let samples = kind == "wav" ? try WAVFile(path).samples : littleEndianSamples(try readFile(path))
            #expect(samples == counting(1_800))
            #expect(summary(events).last == "finished s/1 2")
        }
    }

    @Test("the phrases that were heard before count as heard when the turn ends")
    func heardBefore() async throws {
        let frames = [begin(phrase: 3, sample: 0)] + speech.frames(3, counting(100)) + [speech.end(4)]
        let events = try await withSequencer("null") { sequencer, _ in
            for frame in frames { await sequencer.receive(frame) }
        }
        #expect(summary(events).last == "finished s/1 4")
    }

    @Test(
        "the words that were heard before count",
        arguments: [
            (100, true, "Hello. One"), (500, true, "Hello. One two"), (800, true, "Hello. One two three."),
            (100, false, "Hello. One"), (500, false, "Hello. One two"), (1_000, false, "Hello. One two three."),
        ]
    )
    func words(heard: Int, hasWords: Bool, text: String) throws {
        var harness = OutputHarness()
        // Where each word of the part that is sent again starts; those before it are not named again.
        let words = hasWords ? [(400, 4, 3), (700, 8, 6)].map { SpokenWord(at: $0.0, start: $0.1, length: $0.2) } : []
        let begin = Begin(session: "s", turn: 1, phrase: 1, sample: 100, heard: "Hello.", spoken: 3)
        let sound = speech.audio(1, at: 100, counting(900), words: words)
        harness.receive([.begin(begin), speech.phrase(1, "One two three."), sound, speech.synthesized(1, 1_000)])
        try harness.hear(heard - 100)
        harness.interrupt(speech)
        guard case .interrupted(let interrupted)? = harness.events.last else { throw SetupError("not interrupted") }
        #expect(interrupted.heard == text)
    }

    @Test("without a place to go on at, a file that is there gets longer")
    func appended() async throws {
        try await withTemporaryDirectory { folder in
            for turn in 1...2 {
                let speech = Speech(turn: turn)
                let frames = [speech.begin()] + speech.frames(0, counting(100, from: turn * 100)) + [speech.end(1)]
                _ = try await play(frames, into: "wav:\(folder)/a.wav")
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == counting(200, from: 100))
        }
    }

    @Test("a file that a turn names is closed after the turn, and gone on with by the next one")
    func closedWhenQuiet() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/a.pcm"
            _ = try await withSequencer("null", configure: { $0.keepsFiles = true }) { sequencer, log in
                for turn in [Speech(turn: 1), Speech(turn: 2)] {
                    await sequencer.receive(.begin(Begin(session: "s", turn: turn.id.turn, output: "pcm:\(path)")))
                    for frame in turn.frames(0, counting(500)) + [turn.end(1)] { await sequencer.receive(frame) }
                    try await log.wait { events in events.contains { $0.isEnd(of: turn.id) } }
                    #expect(await eventually { !ProcessTable.isOpenHere(path) })
                }
            }
            #expect(try readFile(path).count == 2_000)
        }
    }
}

extension PlaybackEvent {
    fileprivate func isEnd(of turn: TurnID) -> Bool {
        if case .finished(let finished) = self { finished.turnID == turn } else { false }
    }
}
