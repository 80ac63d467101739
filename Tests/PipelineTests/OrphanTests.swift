import TestSupport
import Testing

@Suite("A stage of a hub that is gone", .timeLimit(.minutes(5)))
struct OrphanTests {
    @Test("ends by itself, cleanly", arguments: ["llm-streamer", "tts-workers", "audio-sequencer"])
    func ends(stage: String) async throws {
        try await withTemporaryDirectory { folder in
            let output = stage == "audio-sequencer" ? ["--output", "null"] : []
            let words = ["--serve", "--runtime-directory", folder, "--orphan-timeout", "200ms"] + output
            try await withPipeline([.ours(stage).adding(words)]) { pipeline in
                #expect(await pipeline.ends() == [.code(0)])
                #expect(pipeline.messages == [""])
            }
        }
    }
}
