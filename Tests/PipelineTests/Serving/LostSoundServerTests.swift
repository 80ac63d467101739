import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite("The hub's sound server dies, hangs or loses its sink, and the answer goes on", .timeLimit(.minutes(2)))
    struct LostSoundServerTests {
        enum Fault: CaseIterable, Sendable {
            case killed, stopped, unplugged
        }

        private static let turn = TurnID(session: "s", turn: 1)

        private static func troubles(_ frames: [Frame]) -> [String?] {
            frames.compactMap { if case .progress(let progress) = $0 { progress.trouble } else { nil } }
        }

        /// Whether it was told last that all is well, and something was heard after what `count` frames told.
        private static func goesOn(_ frames: [Frame], after count: Int) -> Bool {
            frames.dropFirst(count).contains { frame in
                switch frame {
                case .progress(let progress): progress.trouble == nil
                case .finished: true
                default: false
                }
            }
        }

        @Test("the turn says why it is silent, and is heard to its end", arguments: Fault.allCases)
        func lost(fault: Fault) async throws {
            try await withPulseServer { server in
                try await withTemporaryDirectory { folder in
                    let arguments: [HubUnderTest.Stage: [String]] = [
                        .llm: ["--url", "http://127.0.0.1:1"], .audio: ["--output", "pulse"],
                    ]
                    try await HubUnderTest.run(in: folder, arguments, environment: server.clientEnvironment) { hub in
                        let text = (1...3).map { "This is the sentence with the number \($0)." }.joined(separator: " ")
                        try await hub.ask(Ask(session: "s", turn: 1, text: text, say: true))
                        try await hub.wait { $0.contains { $0.type == .progress } }
                        switch fault {
                        case .killed: server.kill()
                        case .stopped: server.freeze(true)
                        case .unplugged: try await server.control("unload-module", "module-null-sink")
                        }
                        try await hub.wait { !Self.troubles($0).isEmpty }
                        let seen = hub.frames.count
                        switch fault {
                        case .killed: try await server.start()
                        case .stopped: server.freeze(false)
                        case .unplugged: try await server.control("load-module", "module-null-sink", "rate=48000")
                        }
                        try await hub.wait { Self.goesOn($0, after: seen) }
                        try await hub.wait { $0.contains { $0.type == .finished } }
                        guard case .finished(let finished)? = hub.frames.last(where: { $0.type == .finished }) else {
                            return
                        }
                        #expect(finished.heard == 3)
                        #expect(hub.frames.allSatisfy { $0.type != .failed })
                    }
                }
            }
        }
    }
}
