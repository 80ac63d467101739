package import SpeechFrames

/// Takes questions as they come and answers them side by side: one slow model's turn holds no other back.
package struct AskDesk<TimerClock: Clock>: Sendable where TimerClock.Duration == Duration {
    private let streamer: TurnStreamer<TimerClock>
    private let limit: Int
    private let emit: @Sendable (Frame) async throws -> Void
    private let turns = TurnTable()

    /// Answers by `streamer`, at most `limit` turns at once; further questions wait in the input, which holds the asker back.
    package init(
        _ streamer: TurnStreamer<TimerClock>,
        limit: Int,
        emit: @escaping @Sendable (Frame) async throws -> Void
    ) {
        self.streamer = streamer
        self.limit = limit
        self.emit = emit
    }

    /// Takes `ask` and `interrupt` frames until there are no more, and returns when all is answered.
    ///
    /// - Throws: What `frames` or `emit` throws.
    package func run(_ frames: some AsyncSequence<RawFrame, any Error>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            for try await raw in frames {
                switch try raw.decode() {
                case .ask(let ask):
                    while running >= limit {
                        try await group.next()
                        running -= 1
                    }
                    running += 1
                    group.addTask { try await answer(ask) }
                case .interrupt(let interrupt):
                    for turn in turns.interrupt(interrupt.turnID) {
                        try await emit(
                            .interrupted(Interrupted(session: turn.session, turn: turn.turn, stage: "llm-streamer"))
                        )
                    }
                default: break
                }
            }
            while try await group.next() != nil {}
        }
    }

    private func answer(_ ask: Ask) async throws {
        guard let interruption = turns.enter(ask.turnID) else { return }
        defer { turns.leave(ask.turnID) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await streamer.answer(ask) }
            group.addTask {
                await interruption.wait()
                throw CancellationError()
            }
            do {
                try await group.next()
            } catch is CancellationError where interruption.isFired {
                // The turn was stopped, not the desk.
            }
            group.cancelAll()
        }
    }
}
