import FrameTransport
import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("The stages serve over sockets", .timeLimit(.minutes(1)))
struct ServedTurnTests {
    private static func isOver(_ turn: TurnID, _ frames: [Frame]) -> Bool {
        frames.contains { frame in
            if case .finished(let finished) = frame { finished.turnID == turn } else { false }
        }
    }

    @Test("a text is said as it stands, without a model, by the voice that comes with it")
    func say() async throws {
        try await withTemporaryDirectory { folder in
            let arguments: [HubUnderTest.Stage: [String]] = [
                .llm: ["--url", "http://127.0.0.1:1"], .audio: ["--output", "null"],
            ]
            try await HubUnderTest.run(in: folder, arguments) { hub in
                let turn = TurnID(session: "s", turn: 1)
                let output = "wav:\(folder)/said.wav"
                let text = "The door is open. Please close it."
                try await hub.ask(Ask(session: "s", turn: 1, text: text, output: output, say: true))
                // Where the link to llm-streamer was away meanwhile, the text comes when the turn is over.
                try await hub.wait { frames in
                    Self.isOver(turn, frames) && frames.contains { $0.type == .end && $0.turnID == turn }
                }
                #expect(hub.text(of: turn) == text)
            }
            #expect(try WAVFile("\(folder)/said.wav").samples.count > 22_050)
        }
    }

    @Test("an interrupt stops all stages, says what was heard, and nothing of the turn comes after it")
    func interrupt() async throws {
        try await withTemporaryDirectory { folder in
            let arguments: [HubUnderTest.Stage: [String]] = [
                .llm: ["--provider", "replay", "--rate", "200"], .audio: ["--output", "null"],
            ]
            try await HubUnderTest.run(in: folder, arguments) { hub in
                let turn = TurnID(session: "s", turn: 1)
                try await hub.ask(Ask(session: "s", turn: 1, text: "Why?"))
                try await hub.wait { frames in
                    frames.contains { if case .progress(let progress) = $0 { progress.sample > 8_000 } else { false } }
                }
                try await hub.interrupt(turn)
                try await hub.wait { Self.stopped($0).count == 3 }
                let heard = Self.stopped(hub.frames).compactMap(\.heard).first ?? ""
                #expect(!heard.isEmpty)
                // Another turn goes on, and nothing of the first is among what comes meanwhile.
                let seen = hub.frames.count
                try await hub.ask(Ask(session: "s", turn: 2, text: "Good night.", say: true))
                try await hub.wait { Self.isOver(TurnID(session: "s", turn: 2), $0) }
                #expect(hub.frames.dropFirst(seen).allSatisfy { $0.turnID != turn })
            }
        }
    }

    @Test("a turn whose output fails is told as failed, and holds no other turn back")
    func brokenOutput() async throws {
        try await withTemporaryDirectory { folder in
            try await HubUnderTest.run(in: folder, [.audio: ["--output", "null"]]) { hub in
                for (turn, output) in [(1, "wav:/nowhere/a.wav"), (2, "wav:\(folder)/b.wav")] {
                    let text = "One two three four five."
                    try await hub.ask(Ask(session: "s\(turn)", turn: turn, text: text, output: output, say: true))
                }
                try await hub.wait { Self.isOver(TurnID(session: "s2", turn: 2), $0) }
                try await hub.wait { frames in
                    frames.contains { if case .failed(let failed) = $0 { failed.turn == 1 } else { false } }
                }
            }
        }
    }

    private static func stopped(_ frames: [Frame]) -> [Interrupted] {
        frames.compactMap { if case .interrupted(let interrupted) = $0 { interrupted } else { nil } }
    }

    @Test("SIGTERM ends a stage cleanly and takes its socket away", arguments: HubUnderTest.Stage.allCases)
    func terminates(stage: HubUnderTest.Stage) async throws {
        try await withTemporaryDirectory { folder in
            let output = stage == .audio ? ["--output", "null"] : []
            let words = ["--serve", "--runtime-directory", folder] + output
            try await withPipeline([.ours(stage.rawValue).adding(words)]) { pipeline in
                let socket = "\(folder)/\(stage.socket.rawValue)"
                #expect(await eventually { access(socket, F_OK) == 0 })
                pipeline.programs[0].send(15)
                #expect(await pipeline.ends() == [.code(0)])
                #expect(access(socket, F_OK) != 0)
                #expect(pipeline.messages == [""])
            }
        }
    }
}
