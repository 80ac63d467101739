import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import Logging
import ServiceRuntime
import SpeechFrames
import Synchronization

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Sends what was recorded at a stage's socket to that stage again, and says what came of it.",
        discussion: """
            The sessions get fresh names, and a turn whose end was not recorded is ended after its last phrase.

              loquat tap tts --record answer.jsonl        until Ctrl-C
              loquat replay answer.jsonl tts
            """
    )

    @Argument(help: "A recording of loquat tap --record, or any file of frames, one JSON object a line.")
    var file: String

    @Argument(help: "Whose socket: llm, tts or audio.")
    var socket: TappedSocket

    @Flag(help: "Send all at once, not at the pace at which it was recorded.")
    var fast = false

    @Option(help: "How long to wait when nothing comes back any more, 1s to 1h.")
    var timeout = DurationArgument(.seconds(30))

    @Flag(help: "Show all frames that come back, one JSON object a line.")
    var json = false

    func validate() throws {
        guard socket != .hub else {
            throw ValidationError("the hub is asked with `loquat ask`: name llm, tts or audio")
        }
        guard (.seconds(1)...(.seconds(3_600))).contains(timeout.value) else {
            throw ValidationError("--timeout is \(timeout.value): it must be from 1s to 1h")
        }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let replay = try await read()
            guard !replay.open.isEmpty else {
                throw ProgramFailure(.dataError, "\(file) holds no turn that \(socket.rawValue) could be sent")
            }
            let hub = try HubClient(socket.socket)
            let state = ReplayState(replay)
            let answered = try await hub.connect(accepting: Self.types) { connection, frames in
                try await talk(state, connection, frames)
            }
            guard answered else { throw hub.absence }
            let left = state.openTurns.count
            guard left == 0 else {
                throw ProgramFailure(
                    .unavailable,
                    "\(left) turns came to no end: nothing more came for \(timeout.value)"
                )
            }
        }
    }

    private static let types = Set(FrameType.allCases)

    private func read() async throws -> Replay {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ProgramFailure(.noInput, "\(file) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var replay = Replay(for: socket)
        do {
            for try await raw in FrameInput(descriptor: descriptor, name: file, framing: .lines, accepting: Self.types)
            {
                try replay.take(raw)
            }
        } catch let error as FrameError {
            throw ProgramFailure(.dataError, "\(file): \(error)")
        }
        replay.close()
        return replay
    }

    /// Sends the recording, and takes what comes back until all turns have ended or nothing comes any more.
    private func talk(
        _ state: ReplayState,
        _ connection: FrameConnection,
        _ frames: FrameConnection.Frames
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await send(state, connection)
                while state.quiet.duration(to: .now) < timeout.value { try await Task.sleep(for: .milliseconds(100)) }
                // What the stage still holds of them would be spoken some time.
                for turn in state.openTurns {
                    let interrupt = Interrupt(session: turn.session, turn: turn.turn, reason: .timeout)
                    try await connection.send(.interrupt(interrupt))
                }
            }
            group.addTask { try await take(frames, state) }
            if socket == .tts {
                // tts-workers tells only its writer how far a turn was heard; who plays it tells everyone.
                let player = try HubClient(.audio)
                group.addTask {
                    _ = try await player.connect(accepting: Self.types) { try await take($1, state) }
                    // Nobody plays, or not any more: the failures that tts-workers tells may still come.
                    if !state.openTurns.isEmpty { try await Task.sleep(for: timeout.value) }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func take(_ frames: FrameConnection.Frames, _ state: ReplayState) async throws {
        for try await raw in frames {
            let frame = try raw.decode()
            let (isOurs, line, isOver) = state.take(frame)
            if isOurs, json { try StandardOutput.write(frame) }
            if let line, !json { try StandardOutput.write(line + "\n") }
            if isOver { return }
        }
    }

    private func send(_ state: ReplayState, _ connection: FrameConnection) async throws {
        let start = ContinuousClock.now
        for (frame, time) in state.frames {
            if !fast, let time { try await ContinuousClock().sleep(until: start + time) }
            try await connection.send(frame)
            state.noteSign()
        }
    }
}

/// A replay on its way: one task sends while another takes what comes back.
private final class ReplayState: Sendable {
    private let replay: Mutex<Replay>
    private let lastSign = Mutex(ContinuousClock.now)

    init(_ replay: Replay) {
        self.replay = Mutex(replay)
    }

    var frames: [(frame: Frame, time: Duration?)] { replay.withLock { $0.frames } }

    var openTurns: Set<TurnID> { replay.withLock { $0.open } }

    /// Since when nothing was sent and nothing came.
    var quiet: ContinuousClock.Instant { lastSign.withLock { $0 } }

    func noteSign() { lastSign.withLock { $0 = .now } }

    /// Whether the frame is about the recording's turns, a line for the person, and whether all of them have ended.
    func take(_ frame: Frame) -> (isOurs: Bool, line: String?, isOver: Bool) {
        let result = replay.withLock { replay in
            let isOurs = frame.turnID.map(replay.open.contains) ?? false
            return (isOurs, replay.answer(frame), replay.open.isEmpty)
        }
        if result.0 { noteSign() }
        return result
    }
}
