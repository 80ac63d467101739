import Playback
import SpeechFrames
import Testing
import TestSupport

@Suite("sequencer into files", .timeLimit(.minutes(1)))
struct SequencerFileTests {
    @Test("phrases that come in any order are in the file in theirs")
    func order() async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            let events = try await withSequencer("wav:\(folder)/a.wav") { sequencer, _ in
                for phrase in [2, 0, 1] {
                    for frame in speech.frames(phrase, counting(1_000, from: phrase * 1_000), text: "phrase") {
                        await sequencer.receive(frame)
                    }
                }
                await sequencer.receive(speech.end(3))
            }
            let file = try WAVFile("\(folder)/a.wav")
            #expect(file.rate == 16_000)
            #expect(file.samples == counting(3_000))
            #expect(summary(events) == ["sound s/1", "start s/1#0", "start s/1#1", "start s/1#2", "finished s/1 3"])
        }
    }

    @Test("without end a turn is over after what there is")
    func noEnd() async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            let events = try await withSequencer("wav:\(folder)/a.wav") { sequencer, _ in
                for frame in speech.frames(0, counting(500)) { await sequencer.receive(frame) }
                await sequencer.receive(speech.audio(1, counting(300, from: 500)))
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == counting(800))
            #expect(summary(events).suffix(2) == ["skip s/1#1 incomplete", "finished s/1 1"])
        }
    }

    @Test("no sound at all leaves a valid file without samples")
    func empty() async throws {
        try await withTemporaryDirectory { folder in
            _ = try await withSequencer("wav:\(folder)/a.wav") { _, _ in }
            #expect(try WAVFile("\(folder)/a.wav").samples.isEmpty)
        }
    }

    @Test("a turn is as loud as its begin says, from its first sample on", arguments: [(50, 0.25), (0, 0), (100, 1)])
    func volume(percent: Int, gain: Double) async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            _ = try await withSequencer("wav:\(folder)/a.wav") { sequencer, _ in
                await sequencer.receive(.begin(Begin(session: speech.session, turn: speech.turn, volume: percent)))
                for frame in speech.frames(0, counting(2_000)) { await sequencer.receive(frame) }
                await sequencer.receive(speech.end(1))
            }
            let expected = counting(2_000).map { Int16((Float($0) * Float(gain)).rounded()) }
            #expect(try WAVFile("\(folder)/a.wav").samples == expected)
        }
    }

    @Test("the volume of an output goes before what a turn's begin says, for turns to come, too")
    func outputVolume() async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            _ = try await withSequencer("wav:\(folder)/a.wav") { sequencer, _ in
                await sequencer.receive(.volume(Volume(levels: ["": 0])))
                await sequencer.receive(.begin(Begin(session: speech.session, turn: speech.turn, volume: 100)))
                for frame in speech.frames(0, counting(2_000)) { await sequencer.receive(frame) }
                await sequencer.receive(speech.end(1))
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == [Int16](repeating: 0, count: 2_000))
        }
    }

    @Test("turns on one file go after each other, in the order in which they began")
    func severalTurns() async throws {
        try await withTemporaryDirectory { folder in
            let (first, second) = (Speech(turn: 1), Speech(turn: 2))
            _ = try await withSequencer("wav:\(folder)/a.wav") { sequencer, _ in
                await sequencer.receive(first.begin())
                await sequencer.receive(second.begin())
                for frame in second.frames(0, counting(700, from: 700)) { await sequencer.receive(frame) }
                await sequencer.receive(second.end(1))
                for frame in first.frames(0, counting(700)) { await sequencer.receive(frame) }
                await sequencer.receive(first.end(1))
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == counting(1_400))
        }
    }

    @Test("placeholders keep turns apart")
    func placeholders() async throws {
        try await withTemporaryDirectory { folder in
            _ = try await withSequencer("wav:\(folder)/{session}-{turn}.wav") { sequencer, _ in
                for turn in 1...3 {
                    let speech = Speech(session: "a/b", turn: turn)
                    for frame in speech.frames(0, counting(100 * turn)) { await sequencer.receive(frame) }
                    await sequencer.receive(speech.end(1))
                }
            }
            for turn in 1...3 {
                #expect(try WAVFile("\(folder)/a%2Fb-\(turn).wav").samples == counting(100 * turn))
            }
        }
    }

    @Test("a folder that is missing is named when the run starts")
    func missingFolder() async throws {
        let error = await #expect(throws: OutputError.self) {
            _ = try await withSequencer("wav:/nowhere/at/all.wav") { _, _ in }
        }
        #expect(
            error?.message == "cannot write '/nowhere/at/all.wav': No such file or directory: its folder does not exist"
        )
    }

    @Test("a full disk is told of, with the turn")
    func fullDisk() async throws {
        let log = EventLog()
        let error = await #expect(throws: OutputError.self) {
            _ = try await withSequencer("pcm:/dev/full") { sequencer, events in
                for frame in Speech().frames(0, counting(5_000)) { await sequencer.receive(frame) }
                try await events.wait { summary($0).contains { $0.hasPrefix("failed") } }
                log.add(events.events)
            }
        }
        #expect(error?.message == "cannot write '/dev/full' any further: No space left on device")
        #expect(summary(log.events).last == "failed s/1 output_failed")
    }

    @Test("what comes after an interrupt is not played")
    func stale() async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            let events = try await withSequencer("wav:\(folder)/a.wav") { sequencer, log in
                for frame in speech.frames(0, counting(500), text: "One two.") { await sequencer.receive(frame) }
                try await log.wait { $0.contains { if case .progress = $0 { true } else { false } } }
                await sequencer.receive(speech.interrupt())
                for frame in speech.frames(1, counting(500)) { await sequencer.receive(frame) }
                try await log.wait { summary($0).contains("interrupted s/1 One two.") }
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == counting(500))
            #expect(summary(events).last == "interrupted s/1 One two.")
        }
    }

    @Test("a flush at any moment is answered", arguments: 0..<50)
    func flushAtAnyMoment(round: Int) async throws {
        try await withTemporaryDirectory { folder in
            let sink = try FileSink(pcm: "\(folder)/a.pcm") { _ in }
            for count in 1...20 {
                sink.write(counting(count * (round + 1))[...])
                for _ in 0..<(round * count) where sink.heard() == 0 { await Task.yield() }
                sink.flush()
                let heard = await sink.flushed()
                #expect(heard <= sink.heard())
            }
            await sink.close()
        }
    }
}
