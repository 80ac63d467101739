package import Phrasing
package import Requests
package import SpeechFrames
package import Tools

/// What becomes of a question while as many are answered as may be.
package enum CrowdPolicy: Sendable {
    /// It waits, and whoever asks with it.
    case wait
    /// It is refused with a sentence, for a person who waits in silence does not know for what. One that goes on with an
    /// answer that was lost waits.
    case refuse
}

/// Takes questions as they come and answers them side by side: one slow model's turn holds no other back.
package struct AskDesk<TimerClock: Clock>: Sendable where TimerClock.Duration == Duration {
    /// What the next turn is answered by.
    private let streamer: LiveValue<TurnStreamer<TimerClock>>
    private let limit: Int
    private let policy: CrowdPolicy
    private let emit: @Sendable (Frame) async throws -> Void
    private let turns = TurnTable()
    /// Lets a turn's frame or an interrupt out, one at a time: whether a turn may still go on is known for sure only so.
    private let gate = SerialGate()

    /// Answers by `streamer`, at most `limit` turns at once; `policy` says what becomes of further questions. Those that wait
    /// do so in the input, which holds the asker back.
    package init(
        _ streamer: TurnStreamer<TimerClock>,
        limit: Int,
        policy: CrowdPolicy = .wait,
        emit: @escaping @Sendable (Frame) async throws -> Void
    ) {
        self.streamer = LiveValue(streamer)
        self.limit = limit
        self.policy = policy
        self.emit = emit
    }

    /// Takes `ask` and `interrupt` frames until there are no more, and returns when all is answered; after a bad frame it
    /// throws only then.
    ///
    /// - Throws: What `frames` or `emit` throws.
    package func run(_ frames: some AsyncSequence<RawFrame, any Error>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var failure: FrameError?
            do {
                try await take(frames, into: &group)
            } catch let error as FrameError {
                failure = error
            }
            while try await group.next() != nil {}
            if let failure { throw failure }
        }
    }

    private func take(
        _ frames: some AsyncSequence<RawFrame, any Error>,
        into group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        var running = 0
        for try await raw in frames {
            switch try raw.decode() {
            case .ask(let ask):
                let isRefused = policy == .refuse && turns.count >= limit && ask.isNewQuestion
                // Those that are refused take no time to speak of; they are let end beside the others.
                while running >= (isRefused ? 2 * limit : limit) {
                    try await group.next()
                    running -= 1
                }
                if isRefused {
                    group.addTask { try await refuse(ask) }
                } else if let interruption = turns.enter(ask.turnID) {
                    // Entered here, so that the next question knows of it.
                    group.addTask { try await answer(ask, interruption) }
                } else {
                    continue
                }
                running += 1
            case .interrupt(let interrupt): try await stop(interrupt)
            default: break
            }
        }
    }

    /// Has the turns that begin from now on ask the model with `defaults`, and their answers cut as `limits` say.
    package func take(_ defaults: TurnDefaults, _ limits: PhraseSplitter.Limits) {
        streamer.change { $0.taking(defaults, limits) }
    }

    /// Has the turns that begin from now on do without a model what `requests` understands, and offer the model `tools`.
    package func take(_ requests: RequestDesk?, _ tools: ToolBox) {
        streamer.change { $0.taking(requests, tools) }
    }

    /// Stops turns, and everybody down the line, who may be at it long after the model's last word.
    private func stop(_ interrupt: Interrupt) async throws {
        let stopped = turns.interrupt(interrupt)
        try await gate.pass {
            try await emit(.interrupt(interrupt))
            for turn in stopped {
                try await emit(
                    .interrupted(Interrupted(session: turn.session, turn: turn.turn, stage: "llm-streamer"))
                )
            }
        }
    }

    /// Stops the turns that the interrupt covers, also such that have not begun, and tells nobody.
    ///
    /// - Returns: those that ran.
    package func interrupt(_ interrupt: Interrupt) -> [TurnID] { turns.interrupt(interrupt) }

    private func refuse(_ ask: Ask) async throws {
        let message = "\(limit) questions are being answered already: ask again when one has ended"
        try await streamer.current.emitting { frame in try await gate.pass { try await emit(frame) } }.refuse(
            ask,
            message
        )
    }

    private func answer(_ ask: Ask, _ interruption: Interruption) async throws {
        defer { turns.leave(ask.turnID) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let streamer = streamer.current.emitting { frame in
                    try await gate.pass {
                        if interruption.isFired { throw CancellationError() }
                        try await emit(frame)
                    }
                }
                try await streamer.answer(ask)
            }
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

extension Ask {
    /// Whether it is for a model, and not one whose answer has begun.
    fileprivate var isNewQuestion: Bool { answered == nil && say != true }
}
