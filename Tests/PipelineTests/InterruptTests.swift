import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct InterruptTests {
        private static let long = (1...60).map { "This is the sentence with the number \($0)." }.joined(separator: " ")

        @Test(
            "an interrupt in mid-turn goes down the pipe: nothing stale is heard after it, and the next turn is heard whole"
        )
        func midTurn() async throws {
            let script: @Sendable (FakeRequest) -> FakeAnswer = { request in
                request.bodyText.contains("first")
                    ? FakeAnswer(words: Self.long, rate: 40) : FakeAnswer(words: "All right.")
            }
            try await FakeOllama.with(script) { server in
                try await withPipeline(
                    [
                        .ours("llm-streamer", "--lines-in", "--url", server.url), .ours("tts-workers"),
                        .ours("audio-sequencer", "--output", "null", "--lines-out"),
                    ],
                    input: .open
                ) { pipeline in
                    try pipeline.write(Frame.bytes([ask("first", turn: 1)], .lines))
                    #expect(await pipeline.output.wait(for: #""phrase":1"#))
                    let interrupt = Interrupt(session: "kitchen", turn: 1, reason: .newCommand)
                    try pipeline.write(Frame.bytes([.interrupt(interrupt), ask("second", turn: 2)], .lines))
                    pipeline.closeInput()
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0), .code(0), .code(0)], "\(pipeline.messages)")
                    let frames = try Frame.all(in: await pipeline.output.end(), .lines)
                    let stop = try #require(frames.firstIndex { $0.type == .interrupted })
                    guard case .interrupted(let interrupted) = frames[stop] else { return }
                    #expect(interrupted.heard?.hasPrefix("This is the sentence") == true)
                    #expect(frames[(stop + 1)...].allSatisfy { $0.turnID?.turn == 2 }, "\(frames[(stop + 1)...])")
                    guard case .finished(let finished) = frames.last else {
                        throw SetupError("not finished: \(frames)")
                    }
                    #expect(finished.turn == 2 && finished.heard == 1)
                }
                // The model is not kept writing for nobody.
                try await server.closedByClient(0)
            }
        }

        @Test("after an interrupt, llm-streamer and tts-workers pass nothing of the turn on", arguments: 1...5)
        func nothingStale(round: Int) async throws {
            try await FakeOllama.with(FakeAnswer(words: Self.long, rate: 2_000)) { server in
                for relay in [nil, ProgramCommand.ours("tts-workers", "--lines")] {
                    let streamer = ProgramCommand.ours("llm-streamer", "--lines", "--url", server.url)
                    try await withPipeline([streamer] + (relay.map { [$0] } ?? []), input: .open) { pipeline in
                        try pipeline.write(Frame.bytes([ask("first", turn: 1)], .lines))
                        #expect(await pipeline.output.wait { $0.count > 1_000 * round })
                        let interrupt = Interrupt(session: "kitchen", turn: 1, reason: .userRequest)
                        try pipeline.write(Frame.bytes([.interrupt(interrupt)], .lines))
                        pipeline.closeInput()
                        #expect(await pipeline.ends().allSatisfy { $0 == .code(0) }, "\(pipeline.messages)")
                        let frames = try Frame.all(in: await pipeline.output.end(), .lines)
                        let stop = try #require(frames.firstIndex { $0.type == .interrupt })
                        #expect(frames[stop...].allSatisfy { [.interrupt, .interrupted].contains($0.type) })
                    }
                }
            }
        }

        @Test("many turns at once, each into its own file: all complete, none mixed")
        func manyTurns() async throws {
            let sessions = (1...12).map { "room\($0)" }
            let script: @Sendable (FakeRequest) -> FakeAnswer = { request in
                let room = sessions.last { request.bodyText.contains("for \($0) ") } ?? "nobody"
                return FakeAnswer(words: "Hello to \(room). The second sentence is for \(room), too. Bye.", rate: 60)
            }
            try await withTemporaryDirectory { folder in
                let asks = sessions.map { Frame.ask(Ask(session: $0, turn: 1, text: "What is there for \($0) today?")) }
                let result = try await FakeOllama.with(script) { server in
                    try await runPipeline(
                        .ours("llm-streamer", "--lines-in", "--url", server.url),
                        .ours("tts-workers"),
                        ProgramCommand(["tee", "\(folder)/frames"]),
                        .ours("audio-sequencer", "--output", "wav:\(folder)/{session}.wav"),
                        input: .bytes(try Frame.bytes(asks, .lines))
                    )
                }
                #expect(result.ends == Array(repeating: .code(0), count: 4) && result.messages == ["", "", "", ""])
                let frames = try Frame.all(in: try readFile("\(folder)/frames"), .lengthPrefixed)
                for session in sessions {
                    let own = frames.filter { $0.turnID?.session == session }
                    let text = own.compactMap { if case .phrase(let phrase) = $0 { phrase.text } else { nil } }
                    #expect(
                        text.joined(separator: " ")
                            == "Hello to \(session). The second sentence is for \(session), too. Bye."
                    )
                    let wav = try WAVFile("\(folder)/\(session).wav")
                    #expect(firstDifference(wav.samples, Speech(own).inOrder) == nil)
                    #expect(wav.samples.count > 22_050)
                }
            }
        }

        private func ask(_ text: String, turn: Int) -> Frame {
            .ask(Ask(session: "kitchen", turn: turn, text: text))
        }
    }
}
