private import FrameTransport
private import Glibc
private import Logging
package import SpeechFrames
private import Synchronization

/// Somebody who talks to a hub, over restarts of it, as `loquat` does: asks, interrupts, and sees every turn to its end.
package final class HubTalker: Sendable {
    private struct State {
        var turns: [HubTurn] = []
        var connection: FrameConnection?
        var connections = 0
    }

    private let path: String
    private let state = Mutex(State())
    private let changed = WaitList()

    /// - Parameter directory: the folder of the hub's sockets.
    package init(directory: String) {
        path = "\(directory)/hub.sock"
    }

    /// What was asked, in its order.
    package var turns: [HubTurn] { state.withLock { $0.turns } }

    package func turn(_ index: Int) -> HubTurn { state.withLock { $0.turns[index] } }

    /// Holds the link until the task is cancelled.
    package func run() async throws {
        let quiet = Logger(label: "talker") { _ in SwiftLogNoOpLogHandler() }
        let types: Set<FrameType> = [
            .hello, .accepted, .refused, .token, .command, .end, .failed, .progress, .interrupted, .finished,
        ]
        let link = FrameLink(path: path, accepting: types, logger: quiet) { self.hello }
        try await link.run { connection, frames in
            for frame in self.joined(connection) { try await connection.send(frame) }
            defer { self.state.withLock { $0.connection = nil } }
            for try await raw in frames {
                let frame = try raw.decode()
                let reply = self.state.withLock { Self.take(frame, &$0) }
                self.changed.wake()
                if let reply { try await connection.send(reply) }
            }
        }
    }

    /// Asks, now or when the hub is there.
    ///
    /// - Parameter request: an `ask` or a `say`.
    /// - Returns: the turn's place in ``turns``.
    package func ask(_ request: Frame) async -> Int {
        let (index, connection) = state.withLock { state in
            var turn = HubTurn(request: request)
            if state.connection != nil { turn.connection = state.connections }
            state.turns.append(turn)
            return (state.turns.count - 1, state.connection)
        }
        try? await connection?.send(request)
        return index
    }

    /// Interrupts a turn, as soon as its number is known and the hub is there.
    package func interrupt(_ index: Int) async {
        let (frame, connection) = state.withLock { state in
            state.turns[index].isInterrupted = true
            return (Self.interrupt(state.turns[index]), state.connection)
        }
        if let frame { try? await connection?.send(frame) }
    }

    /// Asks for a text to be said, and suspends until the turn has ended.
    ///
    /// - Returns: the turn.
    /// - Throws: `CancellationError`.
    @discardableResult
    package func finish(_ request: Frame) async throws -> HubTurn {
        let index = await ask(request)
        try await wait(for: index) { $0.ending != nil }
        return turn(index)
    }

    /// Suspends until a turn is as wanted.
    package func wait(for index: Int, until isSo: (HubTurn) -> Bool) async throws {
        try await changed.wait { isSo(turn(index)) }
    }

    /// Names the turns that it still follows, so that a hub that was started anew goes on telling of them.
    private var hello: Hello {
        let held = state.withLock { state in
            state.turns.filter { $0.ending == nil }.compactMap(\.id).map {
                HeldTurn(session: $0.session, turn: $0.turn, phrase: 0, sample: 0)
            }
        }
        return Hello(role: "loquat", pid: getpid(), version: "test", holds: held.isEmpty ? nil : held)
    }

    /// - Returns: what is to be sent first.
    private func joined(_ connection: FrameConnection) -> [Frame] {
        defer { changed.wake() }
        return state.withLock { state in
            state.connection = connection
            state.connections += 1
            var frames: [Frame] = []
            for index in state.turns.indices where state.turns[index].ending == nil {
                if state.turns[index].connection == nil {
                    state.turns[index].connection = state.connections
                    frames.append(state.turns[index].request)
                } else if state.turns[index].id == nil {
                    state.turns[index].ending = .notTaken
                } else {
                    state.turns[index].wasFollowedThroughout = false
                    if let interrupt = Self.interrupt(state.turns[index]) { frames.append(interrupt) }
                }
            }
            return frames
        }
    }

    /// Answers to an interrupt that came too late; they are about no question.
    private static let lateInterrupts: Set<String> = ["nothing_to_interrupt", "unknown_session"]

    /// - Returns: what is to be sent because of it.
    private static func take(_ frame: Frame, _ state: inout State) -> Frame? {
        switch frame {
        case .accepted(let accepted):
            // An interrupt is accepted too, for a turn that is known.
            guard !state.turns.contains(where: { $0.id == accepted.turnID }), let index = firstUntaken(state) else {
                return nil
            }
            state.turns[index].id = accepted.turnID
            return interrupt(state.turns[index])
        case .refused(let refused):
            guard !lateInterrupts.contains(refused.code), let index = firstUntaken(state) else { return nil }
            state.turns[index].ending = .refused(refused.code)
        default:
            guard let id = frame.turnID, let index = state.turns.lastIndex(where: { $0.id == id }) else { return nil }
            state.turns[index].take(frame)
        }
        return nil
    }

    /// The hub answers in the order in which it was asked.
    private static func firstUntaken(_ state: State) -> Int? {
        state.turns.firstIndex { $0.id == nil && $0.ending == nil && $0.connection == state.connections }
    }

    private static func interrupt(_ turn: HubTurn) -> Frame? {
        guard turn.isInterrupted, turn.ending == nil, let id = turn.id else { return nil }
        return .interrupt(Interrupt(session: id.session, turn: id.turn, reason: .userRequest, alone: true))
    }
}
