import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("A hub whose model is slow", .timeLimit(.minutes(5)))
struct SpokenFillerTests {
    private static let answer = "The moon pulls the water. That makes the tide."
    /// Much longer than a busy machine takes to stop it.
    private static let filler =
        "let me think about that for a while, for it is a good question and one that I am not asked every day, so that I have "
        + "to look for the words that it deserves, and to put them into an order in which they can be understood"

    private static func frames(_ lines: [UInt8]) -> [Frame] {
        lines.split(separator: UInt8(ascii: "\n")).compactMap { try? RawFrame(body: Array($0)).decode() }
    }

    @Test(
        "what is said meanwhile is heard, stops when the answer comes, and no word of it is heard or remembered after that"
    )
    func filler() async throws {
        let script: @Sendable (FakeRequest) -> FakeAnswer = {
            FakeAnswer([Self.answer], fault: $0.index == 0 ? .stall(at: 0) : nil)
        }
        try await FakeOllama.with(script) { server in
            var arguments = RunningHub.Arguments()
            arguments.supervisor = ["--filler-after", "200ms", "--fillers", "[\"\(Self.filler)\"]"]
            arguments.streamer = ["--url", server.url]
            arguments.sequencer = ["--output", "null"]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                let tap = ProgramCommand.ours("loquat", environment: ["RUNTIME_DIRECTORY": hub.directory])
                    .adding(["tap", "audio"])
                try await withPipeline([tap], input: .open) { tap in
                    // A tap sees only what passes after it came.
                    while !tap.output.text.contains("Good morning.") {
                        try await talkers[0].finish(.say(Say(text: "Good morning.", session: "t")))
                    }
                    let turn = await talkers[0].ask(.ask(Ask(session: "s", turn: 0, text: "Who makes the tide?")))
                    let isHeard = await tap.output.wait { Self.heard(2, Self.frames($0)) != nil }
                    #expect(isHeard, "\(hub.words)")
                    server.resume(0)
                    try await talkers[0].wait(for: turn) { $0.ending != nil }
                    #expect(talkers[0].turn(turn).text == Self.answer)
                    #expect(talkers[0].turn(turn).ending == .finished(heard: talkers[0].turn(turn).phrases))
                    tap.programs[0].send(SIGINT)
                    _ = await tap.ends()
                    try Self.judge(Self.frames(tap.output.bytes))
                }
                try await talkers[0].finish(.ask(Ask(session: "s", turn: 0, text: "And twice?")))
                let told = try await server.request(1).messages.map(\.content)
                #expect(told.suffix(3) == ["Who makes the tide?", Self.answer, "And twice?"])
                #expect(!told.contains { $0.contains("let me think") })
            }
        }
    }

    /// Checks what passed the sequencer's socket: the answer's first sound comes after the filler's last.
    private static func judge(_ frames: [Frame]) throws {
        let stop = try #require(
            frames.firstIndex { if case .interrupted(let stopped) = $0 { stopped.turnID == turn(2) } else { false } }
        )
        guard case .interrupted(let stopped) = frames[stop] else { return }
        #expect(filler.hasPrefix(stopped.heard ?? "none"))
        #expect((stopped.heard ?? filler).count < filler.count)
        #expect(heard(2, Array(frames[stop...])) == nil, "something of the filler was heard after it was stopped")
        // It goes over two links, and the other one's copy may pass first.
        let answer = try frames[#require(heard(1, frames))]
        #expect(frames[stop...].contains(answer), "the answer was heard before the filler was stopped")
    }

    /// The first word of the sequencer that the turn of the session is heard.
    private static func heard(_ number: Int, _ frames: [Frame]) -> Int? {
        frames.firstIndex { ($0.type == .progress || $0.type == .finished) && $0.turnID == turn(number) }
    }

    private static func turn(_ number: Int) -> TurnID { TurnID(session: "s", turn: number) }
}
