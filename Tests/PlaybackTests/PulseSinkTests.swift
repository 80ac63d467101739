import Playback
import SpeechFrames
import TestSupport
import Testing

/// An opener whose `pulse` is that server's.
func pulse(_ server: PulseServer) -> Sequencer.Opener {
    let address = server.address
    return { (name, report) async throws(OutputError) -> any AudioSink in
        try await PulseSink.open(name.target, server: address, latency: .milliseconds(200), report: report)
    }
}

/// What was recorded, without silence: on a busy machine the daemon may run dry between samples, but it must play each once.
private func sound(_ samples: some Sequence<Int16>) -> [Int16] { samples.filter { $0 != 0 } }

/// What was told, without what a busy machine may add.
func steady(_ events: [PlaybackEvent]) -> [String] { summary(events).filter { !$0.hasPrefix("underrun") } }

@Suite("PulseAudio", .timeLimit(.minutes(1)))
struct PulseSinkTests {
    let speech = Speech(rate: 48_000)

    @Test("every sample arrives once, from the first to the last, at the first time and after idling")
    func whole() async throws {
        try await withPulseServer { server in
            try await server.withRecording { recording in
                let events = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                    for frame in speech.frames(0, counting(12_000), piece: 2_400) { await sequencer.receive(frame) }
                    for frame in speech.frames(1, counting(12_000, from: 12_000)) { await sequencer.receive(frame) }
                    await sequencer.receive(speech.end(2))
                    try await recording.wait(forSample: { $0 == 24_000 })
                    #expect(firstDifference(sound(recording.samples), counting(24_000)) == nil)

                    let second = Speech(turn: 2, rate: 48_000)
                    let before = recording.samples.count
                    for frame in second.frames(0, counting(4_800, from: 24_000)) { await sequencer.receive(frame) }
                    await sequencer.receive(second.end(1))
                    try await recording.wait(forSample: { $0 == 28_800 })
                    #expect(
                        firstDifference(sound(Array(recording.samples[before...])), counting(4_800, from: 24_000))
                            == nil
                    )
                    try await log.wait { steady($0).last == "finished s/2 1" }
                }
                #expect(
                    steady(events) == [
                        "sound s/1", "start s/1#0", "start s/1#1", "finished s/1 2", "sound s/2", "start s/2#0",
                        "finished s/2 1",
                    ]
                )
            }
        }
    }

    @Test("an interrupt silences the device at once, and says how far it was heard")
    func interrupt() async throws {
        try await withPulseServer { server in
            try await server.withRecording { recording in
                let events = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                    // So much that a busy machine cannot have played it before it is interrupted.
                    for frame in speech.frames(0, counting(480_000), piece: 9_600) { await sequencer.receive(frame) }
                    try await recording.wait(forSample: { $0 > 9_600 })
                    await sequencer.receive(speech.interrupt())
                    try await log.wait { if case .interrupted = $0 { true } else { false } }
                    let silent = recording.samples.count
                    try await recording.wait(forCount: silent + 9_600)
                }
                let heard = sound(recording.samples)
                #expect(firstDifference(heard, counting(heard.count)) == nil)
                guard case .interrupted(let interrupted)? = events.last else { throw SetupError("not interrupted") }
                let sample = try #require(interrupted.sample)
                let silence = try #require(interrupted.silenceMilliseconds)
                #expect(abs(sample - heard.count) <= 96, "told \(sample), recorded \(heard.count)")
                #expect(silence > 0)
                #expect(heard.count < 480_000)
            }
        }
    }

    @Test("a server that is killed and comes back goes on with the first sample that was not heard")
    func restart() async throws {
        // So much that a busy machine cannot have played it before the server is killed; the last sample is like no other.
        let (last, whole) = (Int16(30_001), counting(120_000) + [30_001])
        try await withPulseServer { server in
            let events = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                let before = try await server.withRecording { recording in
                    for frame in speech.frames(0, whole, piece: 9_600) { await sequencer.receive(frame) }
                    await sequencer.receive(speech.end(1))
                    try await recording.wait(forSample: { $0 > 9_600 })
                    server.kill()
                    try await recording.waitForEnd()
                    return sound(recording.samples)
                }
                try await log.wait { summary($0).contains("lost") }
                // Not before it is recorded: the sequencer knows it is back before a recording has begun.
                try await server.start(isOpen: false)
                let after = try await server.withRecording { recording in
                    server.open()
                    try await log.wait { summary($0).contains("finished s/1 1") }
                    try await recording.wait(forSample: { $0 == last })
                    return sound(recording.samples)
                }
                #expect(firstDifference(before, counting(before.count)) == nil)
                let resumed = whole.count - after.count
                #expect(firstDifference(after, Array(whole.dropFirst(resumed))) == nil)
                #expect(abs(resumed - before.count) <= 4_800, "heard \(before.count), went on at \(resumed)")
            }
            #expect(steady(events) == ["sound s/1", "start s/1#0", "lost", "recovered", "finished s/1 1"])
        }
    }

    @Test("a server that hangs is given up, and speech goes on once it answers")
    func hang() async throws {
        try await withPulseServer { server in
            let events = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                await sequencer.receive(speech.audio(0, counting(9_600)))
                try await log.wait { summary($0).contains("sound s/1") }
                server.freeze(true)
                for frame in speech.frames(0, counting(24_000)) + [speech.end(1)] { await sequencer.receive(frame) }
                try await log.wait { summary($0).contains("lost") }
                server.freeze(false)
                try await log.wait { summary($0).contains("finished s/1 1") }
            }
            #expect(steady(events) == ["sound s/1", "start s/1#0", "lost", "recovered", "finished s/1 1"])
        }
    }

    @Test("without a server the run fails and says what to look at")
    func noServer() async throws {
        let open: Sequencer.Opener = { (name, report) async throws(OutputError) -> any AudioSink in
            try await PulseSink.open(server: "unix:/nowhere/sock", report: report)
        }
        let error = await #expect(throws: OutputError.self) {
            _ = try await withSequencer("pulse", open: open) { _, _ in }
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("Connection refused") == true, "\(error?.message ?? "")")
    }

    @Test("a sink that does not exist is named")
    func noSink() async throws {
        try await withPulseServer { server in
            let error = await #expect(throws: OutputError.self) {
                _ = try await withSequencer("pulse:kitchen", open: pulse(server)) { _, _ in }
            }
            #expect(error?.message.contains("sink 'kitchen': No such entity") == true, "\(error?.message ?? "")")
        }
    }
}
