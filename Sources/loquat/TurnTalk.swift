import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import SpeechFrames
import Synchronization
import UnixSignals

/// Asks for one turn and follows it to its end, over a restart of the hub if need be. Ctrl-C interrupts the turn.
final class TurnTalk: Sendable {
    private struct State {
        var view = TurnView()
        var wasAsked = false
        var turn: TurnID?
        var isInterrupted = false
        var connection: FrameConnection?
    }

    /// How long a hub that went away may take to come back.
    private static let patience = Duration.seconds(10)
    /// How long the hub may take to stop a turn; then the command ends all the same.
    private static let stopLimit = Duration.seconds(12)

    private let question: Frame
    private let asJSON: Bool
    private let waits: Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - question: an `ask` or a `say`.
    ///   - asJSON: whether the hub's frames are shown as they are, one line each.
    ///   - waits: whether the turn is followed to its end; else only until it was taken up.
    init(_ question: Frame, asJSON: Bool, waits: Bool = true) {
        self.question = question
        self.asJSON = asJSON
        self.waits = waits
    }

    /// Runs to the turn's end.
    ///
    /// - Throws: ArgumentParser's `ExitCode` where that is not 0, as `Program.run` does.
    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        // Before anything is asked: whoever presses Ctrl-C when the first word is there means the turn, not only this process.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let code: Int32
        do {
            code = try await withThrowingTaskGroup(of: Int32.self) { group in
                group.addTask { try await self.talk(to: try HubClient()) }
                group.addTask { await self.heed(signals) }
                defer { group.cancelAll() }
                return try await group.next() ?? 0
            }
        } catch is CancellationError {
            return
        } catch let failure as ProgramFailure {
            StandardError.write("loquat: \(failure.message)\n")
            throw failure.exit.code
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func talk(to hub: HubClient) async throws -> Int32 {
        var wasThere = false
        var lastThere = ContinuousClock.now
        while true {
            let (turn, shown) = state.withLock { ($0.turn, $0.view.shown) }
            let isThere = try await hub.connect(following: turn, shown: shown) { try await self.follow($0, $1) }
            if let exit = state.withLock({ $0.view.exit }) { return exit }
            if isThere {
                wasThere = true
                lastThere = .now
            }
            guard wasThere else { throw hub.absence }
            guard state.withLock({ $0.turn != nil }) else {
                throw ProgramFailure(.unavailable, "the hub went away before it took this up: try again")
            }
            guard lastThere.duration(to: .now) < Self.patience else {
                throw ProgramFailure(.unavailable, "the hub went away and did not come back for \(Self.patience)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func follow(_ connection: FrameConnection, _ frames: FrameConnection.Frames) async throws {
        // Decided at once: either a signal finds the connection and waits for the turn to be stopped, or nothing is asked.
        let asks = try state.withLock { state in
            if state.isInterrupted, state.turn == nil { throw CancellationError() }
            state.connection = connection
            defer { state.wasAsked = true }
            return !state.wasAsked
        }
        defer { state.withLock { $0.connection = nil } }
        if asks { try await connection.send(question) }
        for try await raw in frames {
            let frame = try raw.decode()
            if case .accepted(let accepted) = frame { try await begin(accepted.turnID, connection) }
            let outputs = state.withLock { state in
                if case .accepted = frame, !waits { return ([TurnView.Output](), true) }
                return (state.view.take(frame), state.view.exit != nil)
            }
            try show(frame, outputs.0)
            if outputs.1 { return try endEarly(frame) }
        }
    }

    /// A command that does not wait has done its work when the turn is taken up.
    private func endEarly(_ frame: Frame) throws {
        guard case .accepted(let accepted) = frame else { return }
        state.withLock { state in
            _ = state.view.take(.finished(Finished(session: accepted.session, turn: accepted.turn)))
        }
    }

    private func begin(_ turn: TurnID, _ connection: FrameConnection) async throws {
        let isInterrupted = state.withLock { state in
            state.turn = state.turn ?? turn
            return state.isInterrupted
        }
        if isInterrupted { try await interrupt(turn, connection) }
    }

    private func show(_ frame: Frame, _ outputs: [TurnView.Output]) throws {
        if asJSON { try StandardOutput.write(frame) }
        for output in outputs {
            switch output {
            case .text(let text): if !asJSON { try StandardOutput.write(text) }
            case .note(let note): StandardError.write("loquat: \(note)\n")
            }
        }
    }

    /// Returns when a signal has come and the turn had the time to stop.
    private func heed(_ signals: UnixSignalsSequence) async -> Int32 {
        for await received in signals {
            // Who is in a hurry presses Ctrl-C twice: the second one ends this process.
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
            let (turn, connection) = state.withLock { state in
                state.isInterrupted = true
                return (state.turn, state.connection)
            }
            if let turn, let connection { try? await interrupt(turn, connection) }
            // The talk ends before, with the hub's word of how far the turn was heard. A question that was sent and is not
            // taken up yet is interrupted as soon as it is: a turn that nobody waits for would speak on.
            if connection != nil { try? await Task.sleep(for: Self.stopLimit) }
            return received == .sigint ? TurnView.interrupted : 128 + SIGTERM
        }
        // Cancelled: the talk has ended.
        return 0
    }

    private func interrupt(_ turn: TurnID, _ connection: FrameConnection) async throws {
        try await connection.send(
            // What else the session says was asked for by another command.
            .interrupt(Interrupt(session: turn.session, turn: turn.turn, reason: .userRequest, alone: true))
        )
    }
}
