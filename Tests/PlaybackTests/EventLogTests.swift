import Playback
import TestSupport
import Testing

@Suite("what tests wait by", .timeLimit(.minutes(1)))
struct EventLogTests {
    @Test("a wait in vain ends when its test does, and says where it was")
    func inVain() async throws {
        let log = EventLog()
        let error = await #expect(throws: SetupError.self) {
            try await withThrowingTaskGroup { group in
                group.addTask { try await log.wait(until: { _ in false }) }
                group.cancelAll()
                try await group.next()
            }
        }
        let words = error?.description ?? ""
        #expect(words.hasPrefix("\(#fileID):") && words.contains("waited in vain"), "\(words)")
    }

    @Test("a recording is waited for however late that begins, and says what it has where it ends too early")
    func late() async throws {
        try await withPulseServer { server in
            let speech = Speech(rate: 48_000)
            try await server.withRecording { recording in
                _ = try await withSequencer("pulse", open: pulse(server)) { sequencer, _ in
                    for frame in speech.frames(0, counting(480)) + [speech.end(1)] { await sequencer.receive(frame) }
                }
                // As a busy machine comes to it: the sound has long gone by.
                try await recording.wait(forSample: { $0 == 480 })
                try await recording.wait(forCount: recording.samples.count + 48_000)
                try await recording.wait(forSample: { $0 == 480 })
                server.kill()
                let error = await #expect(throws: SetupError.self) {
                    try await recording.wait(forSample: { $0 == 481 })
                }
                #expect(error?.description.contains("ended too early") == true)
            }
        }
    }
}
