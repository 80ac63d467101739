@testable import Playback
import Glibc
import SpeechFrames
import TestSupport
import Testing

/// The manual clock as playback's.
struct ManualTime: PlaybackTime {
    let clock: ManualClock

    var microseconds: Int { Int(clock.now.offset / .microseconds(1)) }

    func sleep(until instant: Int) async throws {
        try await clock.sleep(until: .init(offset: .microseconds(instant)))
    }
}

@Suite("sequencer", .timeLimit(.minutes(1)))
struct SequencerTests {
    @Test("a silent output keeps real time and does not run dry")
    func null() async throws {
        let speech = Speech()
        let start = ContinuousClock.now
        // So much is buffered that other tests beside this one cannot make it run dry.
        let events = try await withSequencer("null", configure: { $0.targetLatency = .seconds(2) }) { sequencer, _ in
            for frame in speech.frames(0, counting(3_200)) + speech.frames(1, counting(3_200)) {
                await sequencer.receive(frame)
            }
            await sequencer.receive(speech.end(2))
        }
        #expect(start.duration(to: .now) >= .milliseconds(399))
        #expect(summary(events) == ["sound s/1", "start s/1#0", "start s/1#1", "finished s/1 2"])
    }

    @Test("fifty silent outputs play side by side")
    func fifty() async throws {
        let events = try await withSequencer("null:{session}") { sequencer, _ in
            for number in 0..<50 {
                let speech = Speech(session: "s\(number)")
                for frame in speech.frames(0, counting(3_200)) { await sequencer.receive(frame) }
                await sequencer.receive(speech.end(1))
            }
        }
        #expect(summary(events).count { $0.hasPrefix("finished") } == 50)
        // One after the other, no second turn would have sounded before the first one was over.
        let sounding = events.prefix { if case .finished = $0 { false } else { true } }
        #expect(sounding.count { if case .firstSound = $0 { true } else { false } } > 1)
    }

    @Test("a phrase that does not come is skipped when the deadline has passed")
    func deadline() async throws {
        let clock = ManualClock()
        let speech = Speech()
        try await withTemporaryDirectory { folder in
            let events = try await withSequencer("wav:\(folder)/a.wav", time: ManualTime(clock: clock)) {
                sequencer,
                log in
                for frame in speech.frames(1, counting(100)) + [speech.end(2)] { await sequencer.receive(frame) }
                try await clock.sleeper(within: .seconds(10))
                clock.advance(by: .seconds(10))
                try await log.wait { summary($0).contains("finished s/1 1") }
            }
            #expect(summary(events) == ["skip s/1#0 deadline", "sound s/1", "start s/1#1", "finished s/1 1"])
        }
    }

    @Test("at the limit nothing more is taken in until something was played")
    func backPressure() async throws {
        let speech = Speech()
        let events = try await withSequencer("null", configure: { $0.bufferLimit = 3_200 }) { sequencer, _ in
            for frame in speech.frames(0, counting(8_000), piece: 400) {
                await sequencer.receive(frame)
                #expect(sequencer.heldBytes <= 3_200)
            }
            await sequencer.receive(speech.end(1))
        }
        #expect(summary(events).last == "finished s/1 1")
    }

    @Test("a turn that is played and starves is read on for, past the limit")
    func noDeadlock() async throws {
        let (first, second) = (Speech(turn: 1), Speech(turn: 2))
        let events = try await withSequencer("null", configure: { $0.bufferLimit = 1_000 }) { sequencer, _ in
            await sequencer.receive(first.begin())
            for frame in second.frames(0, counting(1_600)) + [second.end(1)] { await sequencer.receive(frame) }
            for frame in first.frames(0, counting(1_600)) + [first.end(1)] { await sequencer.receive(frame) }
        }
        #expect(summary(events).filter { $0.hasPrefix("finished") } == ["finished s/1 1", "finished s/2 1"])
    }

    @Test("an output that cannot be had fails its own turns only")
    func isolation() async throws {
        let (broken, fine) = (Speech(session: "broken"), Speech(session: "fine"))
        let log = EventLog()
        await #expect(throws: OutputError.self) {
            _ = try await withSequencer("null") { sequencer, events in
                await sequencer.receive(broken.begin(output: "wav:/nowhere/a.wav"))
                await sequencer.receive(Speech(session: "odd").begin(output: "tape"))
                for frame in fine.frames(0, counting(800)) + [fine.end(1)] { await sequencer.receive(frame) }
                try await events.wait { events in
                    let told = summary(events)
                    return told.contains("finished fine/1 1") && told.contains("failed broken/1 output_unavailable")
                }
                log.add(events.events)
            }
        }
        #expect(summary(log.events).contains("failed odd/1 output_invalid"))
    }

    @Test("outputs whose readers have stopped reading hold no other one back, however many they are")
    func stuckReaders() async throws {
        try await withTemporaryDirectory { folder in
            // More than there are threads for calls that block.
            let stuck = (0..<100).map { (Speech(session: "stuck\($0)"), "\(folder)/fifo\($0)") }
            var readers: [Int32] = []
            defer { for reader in readers { close(reader) } }
            for (_, path) in stuck {
                #expect(mkfifo(path, 0o600) == 0)
                readers.append(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC))
            }
            let fine = Speech(session: "fine")
            _ = try await withSequencer("null") { sequencer, log in
                for (speech, path) in stuck {
                    await sequencer.receive(speech.begin(output: "pcm:\(path)"))
                    for frame in speech.frames(0, counting(40_000), piece: 40_000) { await sequencer.receive(frame) }
                }
                try await log.wait { events in
                    events.count { if case .firstSound = $0 { true } else { false } } == stuck.count
                }
                await sequencer.receive(fine.begin(output: "wav:\(folder)/fine.wav"))
                for frame in fine.frames(0, counting(800)) + [fine.end(1)] { await sequencer.receive(frame) }
                try await log.wait { summary($0).contains("finished fine/1 1") }
                for (speech, _) in stuck { await sequencer.receive(speech.interrupt()) }
            }
        }
    }

    @Test("an interrupt of a turn that nobody knows is answered, and its late frames are dropped")
    func unknown() async throws {
        let speech = Speech(turn: 5)
        let events = try await withSequencer("null") { sequencer, _ in
            await sequencer.receive(speech.interrupt())
            for turn in 1...5 {
                for frame in Speech(turn: turn).frames(0, counting(100)) { await sequencer.receive(frame) }
            }
            #expect(sequencer.heldBytes == 0)
        }
        #expect(summary(events) == ["interrupted s/5 -"])
    }

    @Test("cancelling gives everything back while a turn is played, and the file is valid")
    func cancel() async throws {
        try await withTemporaryDirectory { folder in
            let log = EventLog()
            let name = try OutputName(parsing: "wav:\(folder)/a.wav")
            let sequencer = Sequencer(configuration: .init(defaultOutput: name), logger: quiet) { log.add($0) }
            try await withThrowingTaskGroup { group in
                group.addTask { try await sequencer.run() }
                await sequencer.receive(Speech().audio(0, counting(1_000)))
                try await log.wait { if case .firstSound = $0 { true } else { false } }
                group.cancelAll()
                try await group.waitForAll()
            }
            #expect(try WAVFile("\(folder)/a.wav").samples == counting(1_000))
        }
    }

    @Test("a WAV file is valid whenever it is looked at")
    func validAtAnyTime() async throws {
        try await withTemporaryDirectory { folder in
            let speech = Speech()
            let path = "\(folder)/a.wav"
            _ = try await withSequencer("wav:\(path)") { sequencer, events in
                var lengths: [Int] = []
                for piece in 0..<200 {
                    await sequencer.receive(speech.audio(0, at: piece * 500, counting(500, from: piece * 500)))
                    if let file = try? WAVFile(path, whileWritten: true) {
                        lengths.append(file.samples.count)
                        #expect(file.samples == counting(file.samples.count))
                    } else if piece > 0 {
                        // Before the first piece the file may not have been made yet.
                        try await events.wait { !$0.isEmpty }
                        #expect(throws: Never.self) { try WAVFile(path, whileWritten: true) }
                    }
                }
                #expect(lengths == lengths.sorted())
            }
            #expect(try WAVFile(path).samples == counting(100_000))
        }
    }

    @Test("a reader that goes away ends the run cleanly, without a signal")
    func readerGone() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/fifo"
            #expect(mkfifo(path, 0o600) == 0)
            let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            let speech = Speech()
            let events = try await withSequencer("pcm:\(path)") { sequencer, log in
                await sequencer.receive(speech.audio(0, counting(100)))
                try await log.wait { if case .firstSound = $0 { true } else { false } }
                close(reader)
                await sequencer.receive(speech.audio(0, at: 100, counting(100)))
                try await log.wait { if case .failed = $0 { true } else { false } }
            }
            #expect(summary(events).last == "failed s/1 output_closed")
        }
    }

    @Test("an interrupt does not wait for a reader that has stopped reading")
    func stuckReader() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/fifo"
            #expect(mkfifo(path, 0o600) == 0)
            let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            defer { close(reader) }
            let speech = Speech()
            let events = try await withSequencer("pcm:\(path)") { sequencer, log in
                for frame in speech.frames(0, counting(200_000), piece: 20_000) { await sequencer.receive(frame) }
                try await log.wait { if case .firstSound = $0 { true } else { false } }
                await sequencer.receive(speech.interrupt())
                try await log.wait { if case .interrupted = $0 { true } else { false } }
            }
            // The pipe is full and nobody reads: an interrupt that waited for its reader would never be answered.
            guard case .interrupted(let interrupted)? = events.last else { throw SetupError("not interrupted") }
            #expect(interrupted.silenceMilliseconds != nil)
        }
    }
}
