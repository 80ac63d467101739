import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("announcements at real outputs", .timeLimit(.minutes(1)))
struct PlayedAnnouncementTests {
    private func begin(_ speech: Speech, _ manner: Manner) -> Frame {
        .begin(Begin(session: speech.session, turn: speech.turn, manner: manner))
    }

    private func sign(_ count: Int) -> [Int16] { [Int16](repeating: -7, count: count) }

    /// The announcement stands in one piece in the answer, of which every sample is there.
    private func check(_ sound: [Int16], _ answer: [Int16], _ note: [Int16]) {
        #expect(firstDifference(sound.filter { $0 > 0 }, answer) == nil)
        guard let start = sound.firstIndex(where: { $0 < 0 }) else {
            Issue.record("no announcement")
            return
        }
        #expect(firstDifference(Array(sound[start...].prefix(note.count)), note) == nil)
        #expect(sound.filter { $0 < 0 }.count == note.count)
    }

    @Test("an announcement pauses the answer in a file, at any moment", arguments: ["wav", "pcm"], 0..<10)
    func file(kind: String, round: Int) async throws {
        try await withTemporaryDirectory { folder in
            let (answer, note) = (Speech(), Speech(session: "note"))
            let events = try await withSequencer("\(kind):\(folder)/a") { sequencer, log in
                for (index, frame) in answer.frames(0, counting(28_000)).enumerated() {
                    await sequencer.receive(frame)
                    guard index == 3 * round else { continue }
                    for frame in [begin(note, .pause)] + note.frames(0, sign(3_000)) + [note.end(1)] {
                        await sequencer.receive(frame)
                    }
                }
                await sequencer.receive(answer.end(1))
                try await log.wait { summary($0).contains("finished s/1 1") }
            }
            let samples =
                kind == "wav" ? try WAVFile("\(folder)/a").samples : littleEndianSamples(try readFile("\(folder)/a"))
            check(samples, counting(28_000), sign(3_000))
            #expect(summary(events).contains("finished note/1 1"))
        }
    }

    @Test("an announcement is mixed over the answer in a file: as much sound as the longer one has")
    func over() async throws {
        try await withTemporaryDirectory { folder in
            let (answer, note) = (Speech(), Speech(session: "note"))
            _ = try await withSequencer("pcm:\(folder)/a") { sequencer, log in
                // Before the answer has any sound, so that both begin with the same sample.
                await sequencer.receive(answer.begin())
                for frame in [begin(note, .over)] + note.frames(0, sign(800), piece: 800) {
                    await sequencer.receive(frame)
                }
                try await log.wait { summary($0).contains("start note/1#0") }
                for frame in answer.frames(0, [Int16](repeating: 400, count: 8_000)) + [answer.end(1)] {
                    await sequencer.receive(frame)
                }
                try await log.wait { summary($0).contains("finished s/1 1") }
                await sequencer.receive(note.end(1))
            }
            let samples = littleEndianSamples(try readFile("\(folder)/a"))
            // The announcement was not over when the answer came: it is quiet from its first sample on.
            #expect(samples == sign(800) + [Int16](repeating: 100, count: 8_000))
        }
    }

    @Test("an announcement pauses the answer on a sound server at the sample that is heard")
    func pulsePause() async throws {
        try await withPulseServer { server in
            try await server.withRecording { recording in
                let (answer, note) = (Speech(rate: 48_000), Speech(session: "note", rate: 48_000))
                _ = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                    for frame in answer.frames(0, counting(28_000)) + [answer.end(1)] { await sequencer.receive(frame) }
                    try await recording.wait(forSample: { $0 > 4_800 })
                    for frame in [begin(note, .pause)] + note.frames(0, sign(4_800)) + [note.end(1)] {
                        await sequencer.receive(frame)
                    }
                    try await recording.wait(forSample: { $0 == 28_000 })
                    // Behind the answer, where the machine was so busy that it was over before it could be paused.
                    try await recording.wait(until: { $0.count { $0 < 0 } >= 4_800 })
                    try await log.wait { summary($0).contains("finished s/1 1") }
                }
                check(recording.samples.filter { $0 != 0 }, counting(28_000), sign(4_800))
            }
        }
    }

    @Test("an announcement goes over the answer on a sound server: every sample of both is heard")
    func pulseOver() async throws {
        try await withPulseServer { server in
            try await server.withRecording { recording in
                let (answer, note) = (Speech(rate: 48_000), Speech(session: "note", rate: 48_000))
                let (lower, upper) = (counting(16_000), (0..<4_800).map { Int16(24_000 + $0 % 1_000) })
                _ = try await withSequencer("pulse", open: pulse(server)) { sequencer, log in
                    for frame in answer.frames(0, lower) + [answer.end(1)] { await sequencer.receive(frame) }
                    try await recording.wait(forSample: { $0 > 1_600 })
                    for frame in [begin(note, .over)] + note.frames(0, upper) + [note.end(1)] {
                        await sequencer.receive(frame)
                    }
                    // No sample of the answer alone is as loud.
                    try await recording.wait(until: { $0.count { $0 >= 24_000 } >= 4_800 })
                    try await log.wait { summary($0).contains("finished s/1 1") }
                    try await recording.wait(until: { $0.contains(16_000) || $0.count { $0 >= 24_000 } > 4_800 })
                }
                let mix = MixedSound(upper, over: lower, rate: 48_000)
                #expect(mix.firstFault(in: recording.samples.filter { $0 != 0 }) == nil)
            }
        }
    }

    @Test("an announcement goes over the answer in real time, and neither is late")
    func null() async throws {
        let (answer, note) = (Speech(), Speech(session: "note"))
        let events = try await withSequencer("null", configure: { $0.targetLatency = .milliseconds(200) }) {
            sequencer,
            log in
            for frame in answer.frames(0, counting(8_000)) + [answer.end(1)] { await sequencer.receive(frame) }
            try await log.wait { summary($0).contains("start s/1#0") }
            for frame in [begin(note, .over)] + note.frames(0, sign(1_600)) + [note.end(1)] {
                await sequencer.receive(frame)
            }
        }
        let order = summary(events).filter { $0.hasPrefix("finished") }
        #expect(order == ["finished note/1 1", "finished s/1 1"])
    }
}
