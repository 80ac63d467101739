import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport

/// The three stages as they serve in the hub, with the test as their supervisor: it starts what was killed, and asks again
/// where the answer was lost.
final class HubUnderTest: Sendable {
    enum Stage: String, CaseIterable {
        case llm = "llm-streamer"
        case tts = "tts-workers"
        case audio = "audio-sequencer"

        var socket: RuntimeDirectory.Socket {
            switch self {
            case .llm: .llm
            case .tts: .tts
            case .audio: .audio
            }
        }
    }

    private struct State {
        var processes: [Stage: ChildProcess] = [:]
        var connections: [Stage: FrameConnection] = [:]
        var frames: [Frame] = []
        var asks: [Ask] = []
    }

    let folder: String
    private let directory: RuntimeDirectory
    private let arguments: [Stage: [String]]
    private let environment: [String: String]
    private let state = Mutex(State())
    private let changed = WaitList()

    private init(_ folder: String, _ arguments: [Stage: [String]], _ environment: [String: String]) throws {
        self.folder = folder
        self.environment = environment
        self.arguments = arguments
        directory = try RuntimeDirectory(path: "\(folder)/run")
    }

    /// All frames that came so far, from all stages.
    var frames: [Frame] { state.withLock { $0.frames } }

    /// The turn's visible text so far.
    func text(of turn: TurnID) -> String { Self.text(of: turn, in: frames) }

    /// Suspends until the frames are as wanted.
    func wait(until isMet: ([Frame]) -> Bool) async throws {
        try await changed.wait { isMet(frames) }
    }

    /// Suspends until all stages are connected.
    func waitForStages() async throws {
        try await changed.wait { state.withLock { $0.connections.count == Stage.allCases.count } }
    }

    func ask(_ ask: Ask) async throws {
        try await waitForStages()
        let connection = state.withLock { state in
            state.asks.append(ask)
            return state.connections[.llm]
        }
        try? await connection?.send(.ask(ask))
    }

    /// Stops a turn as the supervisor does: at all stages at once.
    func interrupt(_ turn: TurnID) async throws {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections {
            try await connection.send(
                .interrupt(Interrupt(session: turn.session, turn: turn.turn, reason: .userRequest))
            )
        }
    }

    /// Kills stages with SIGKILL, and starts them again when all of them are gone. What is asked next waits until they are
    /// connected: what they tell before that is told to nobody.
    func kill(_ stages: Stage...) throws {
        for stage in stages {
            state.withLock { state in
                state.connections[stage] = nil
                return state.processes.removeValue(forKey: stage)
            }?.end()
            // The link may have come up once more before the process was gone.
            state.withLock { $0.connections[stage] = nil }
        }
        for stage in stages { try start(stage) }
    }

    /// Stops a stage with SIGSTOP; returns when it stands still.
    func stop(_ stage: Stage) async throws {
        guard let process = state.withLock({ $0.processes[stage] }) else { return }
        process.send(SIGSTOP)
        guard await eventually({ ProcessTable.state(of: process.id) == "T" }) else {
            throw SetupError("\(stage.rawValue) does not stop")
        }
    }

    /// Lets a stage go on that was stopped.
    func resume(_ stage: Stage) {
        state.withLock { $0.processes[stage] }?.send(SIGCONT)
    }

    /// The ids of the pool's workers.
    var workers: [Int32] {
        guard let pool = state.withLock({ $0.processes[.tts] }) else { return [] }
        return ProcessTable.children(of: pool.id)
    }

    private func start(_ stage: Stage) throws {
        let words = [ProgramCommand.path(of: stage.rawValue), "--serve", "--runtime-directory", directory.path]
        let process = try ChildProcess(words + (arguments[stage] ?? []), environment: environment)
        state.withLock { $0.processes[stage] = process }
    }

    private func link(to stage: Stage) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let all = Set(FrameType.allCases)
        let link = FrameLink(path: directory.path(of: stage.socket), accepting: all, logger: quiet) {
            Hello(role: "hub-supervisor", pid: getpid(), version: "test")
        }
        try await link.run { connection, frames in
            // Whichever link was gone, what it would have told is asked for: a turn that is over is told so again.
            let (asks, streamer) = self.state.withLock { state in
                state.connections[stage] = connection
                return (state.asks, state.connections[.llm])
            }
            self.changed.wake()
            for ask in asks { try? await streamer?.send(.ask(self.again(ask))) }
            for try await raw in frames {
                let frame = try raw.decode()
                self.state.withLock { $0.frames.append(frame) }
                self.changed.wake()
            }
        }
    }

    /// The question again, with what was answered so far.
    private func again(_ ask: Ask) -> Ask {
        var ask = ask
        ask.answered = text(of: ask.turnID)
        return ask
    }

    private static func text(of turn: TurnID, in frames: [Frame]) -> String {
        frames.reduce(into: "") { text, frame in
            if case .token(let token) = frame, token.turnID == turn { text.take(token) }
        }
    }

    /// What the stages are started with to tell `answer`, a hundred tokens a second, into `output` by sound that counts. A busy
    /// machine is no reason to skip a phrase of it.
    static func counting(_ answer: String, into output: String, in folder: String) throws -> [Stage: [String]] {
        try writeFile("\(folder)/answer", answer)
        return [
            .llm: ["--provider", "replay", "--replay", "\(folder)/answer", "--rate", "100"],
            .tts: [
                "--phrase-deadline", "60s", "--audio-cache", "0B", "--worker",
                "exec \(ProgramCommand.path(of: "counting-worker"))",
            ],
            .audio: ["--phrase-deadline", "60s", "--output", output],
        ]
    }

    /// Runs `body` with all three stages; they are gone afterwards.
    static func run(
        in folder: String,
        _ arguments: [Stage: [String]],
        environment: [String: String] = [:],
        _ body: @escaping @Sendable (HubUnderTest) async throws -> Void
    ) async throws {
        let hub = try HubUnderTest(folder, arguments, environment)
        defer { hub.state.withLock { $0.processes.values }.forEach { $0.end() } }
        for stage in Stage.allCases { try hub.start(stage) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for stage in Stage.allCases { group.addTask { try await hub.link(to: stage) } }
            group.addTask { try await body(hub) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
