import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization

/// The three stages' sockets with just enough behind them: the answer is the question, and it is heard when the test says so.
final class StandInStages: Sendable {
    private struct State {
        var connections: [String: FrameConnection] = [:]
        var asks: [Ask] = []
        var interrupts: [String] = []
        var spoken: [TurnID: String] = [:]
    }

    /// The question that is never answered.
    static let unanswered = "Silence?"

    private let directory: RuntimeDirectory
    private let state = Mutex(State())

    init(in directory: String) throws {
        self.directory = try RuntimeDirectory(path: directory)
    }

    /// The questions that were asked so far.
    var asks: [Ask] { state.withLock { $0.asks } }

    /// Each stage's name and the reason, for each interrupt that came.
    var interrupts: [String] { state.withLock { $0.interrupts } }

    /// Whether the hub is linked to all three.
    var areLinked: Bool { state.withLock { $0.connections.count == 3 } }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (name, socket) in [
                ("llm-streamer", RuntimeDirectory.Socket.llm), ("tts-workers", .tts), ("audio-sequencer", .audio),
            ] {
                group.addTask { try await self.serve(name, self.directory.path(of: socket)) }
            }
            try await group.waitForAll()
        }
    }

    /// The turn is heard to its end.
    func finish(_ ask: Ask) async throws {
        let audio = state.withLock { state in
            state.spoken[ask.turnID] = nil
            return state.connections["audio-sequencer"]
        }
        try await audio?.send(.finished(Finished(session: ask.session, turn: ask.turn, heard: 1)))
    }

    private func serve(_ name: String, _ path: String) async throws {
        let server = FrameServer(
            path: path,
            accepting: [.hello, .ask, .interrupt],
            logger: Logger(label: "stage") { _ in SwiftLogNoOpLogHandler() }
        ) {
            Hello(role: name, pid: getpid(), version: "test", holds: self.holds(name))
        }
        try await server.run { connection, frames in
            guard connection.peer.role == "hub-supervisor" else { return }
            self.state.withLock { $0.connections[name] = connection }
            defer { self.state.withLock { $0.connections[name] = nil } }
            for try await frame in frames { try await self.answer(try frame.decode(), as: name, connection) }
        }
    }

    private func holds(_ name: String) -> [HeldTurn]? {
        state.withLock { state in
            state.spoken.keys.map { HeldTurn(session: $0.session, turn: $0.turn, phrase: 0, sample: 0, phrases: 1) }
        }
    }

    private func answer(_ frame: Frame, as name: String, _ connection: FrameConnection) async throws {
        switch frame {
        case .ask(let ask):
            let audio = state.withLock { state in
                state.asks.append(ask)
                state.spoken[ask.turnID] = ask.text
                return state.connections["audio-sequencer"]
            }
            // A model that says nothing.
            if ask.text == Self.unanswered { return }
            try await connection.send(.token(Token(session: ask.session, turn: ask.turn, text: ask.text)))
            try await connection.send(.end(End(session: ask.session, turn: ask.turn, phrases: 1)))
            let progress = Progress(
                session: ask.session,
                turn: ask.turn,
                phrase: 0,
                sample: 1,
                ahead: 1,
                rate: 22_050
            )
            try await audio?.send(.progress(progress))
        case .interrupt(let interrupt):
            let heard = state.withLock { state in
                state.interrupts.append("\(name) \(interrupt.reason.rawValue)")
                return state.spoken[interrupt.turnID].map { String($0.prefix(4)) }
            }
            let isEar = name == "audio-sequencer"
            try await connection.send(
                .interrupted(
                    Interrupted(
                        session: interrupt.session,
                        turn: interrupt.turn,
                        stage: name,
                        heard: isEar ? heard : nil
                    )
                )
            )
            if isEar { state.withLock { $0.spoken[interrupt.turnID] = nil } }
        default: break
        }
    }
}
