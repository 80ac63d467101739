import Settings
import SpeechFrames
import Synchronization

@testable import Supervision

/// A table of sessions with a clock that is moved by hand, and what it wants done in a shape that is easily compared.
struct TableHarness {
    var table: SessionTable
    var now = ContinuousClock.now
    let client = ClientID(1)

    init(
        policy: NewCommandPolicy = .interrupt,
        limits: SessionLimits = SessionLimits(),
        announcementManner: Manner = .over
    ) {
        let next = Counter()
        table = SessionTable(limits: limits, policy: policy, announcementManner: announcementManner) {
            "new-\(next.next())"
        }
    }

    mutating func ask(
        _ text: String = "Why?",
        session: String = "",
        output: String? = nil,
        from client: ClientID? = nil
    ) -> [SessionAction] {
        let ask = Ask(session: session, turn: 0, text: text, output: output)
        return table.ask(ask, from: client ?? self.client, at: now)
    }

    mutating func say(
        _ text: String,
        session: String? = nil,
        _ priority: Say.Priority,
        manner: Manner? = nil,
        output: String? = nil
    ) -> [SessionAction] {
        let say = Say(text: text, session: session, priority: priority, manner: manner, output: output)
        return table.say(say, from: client, at: now)
    }

    mutating func receive(_ frames: Frame...) -> [SessionAction] {
        frames.flatMap { table.receive($0, at: now) }
    }

    mutating func interrupt(_ session: String, turn: Int = 0, from client: ClientID? = nil) -> [SessionAction] {
        table.interrupt(
            Interrupt(session: session, turn: turn, reason: .userRequest),
            from: client ?? self.client,
            at: now
        )
    }

    mutating func stopped(_ session: String, _ turn: Int, heard: String?) -> [SessionAction] {
        let interrupted = heard.map {
            Interrupted(session: session, turn: turn, stage: "audio-sequencer", heard: $0)
        }
        return table.stopped(TurnID(session: session, turn: turn), heard: interrupted, at: now)
    }

    mutating func pass(_ duration: Duration) -> [SessionAction] {
        now += duration
        return table.tick(at: now)
    }

    func state(_ session: String) -> SessionStatus.State? { status(session)?.state }

    func status(_ session: String) -> SessionStatus? {
        table.statuses(at: now).first { $0.session == session }
    }

    final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock {
                $0 += 1
                return $0
            }
        }
    }
}

extension [SessionAction] {
    /// The frames' types that are told to clients, in their order.
    var told: [FrameType] {
        compactMap { if case .tell(_, let frame) = $0 { frame.type } else { nil } }
    }

    var asked: [Ask] {
        compactMap { if case .ask(let ask) = $0 { ask } else { nil } }
    }

    var interrupts: [Interrupt] {
        compactMap { if case .interrupt(let interrupt) = $0 { interrupt } else { nil } }
    }

    var refusal: String? {
        compactMap { if case .tell(_, .refused(let refused)) = $0 { refused.code } else { nil } }.first
    }

    var texts: String {
        compactMap { if case .tell(_, .token(let token)) = $0 { token.text } else { nil } }.joined()
    }
}

func token(_ text: String, _ session: String = "s", _ turn: Int = 1, start: Int? = nil) -> Frame {
    .token(Token(session: session, turn: turn, text: text, start: start))
}

func progress(_ phrase: Int, _ session: String = "s", _ turn: Int = 1) -> Frame {
    .progress(Progress(session: session, turn: turn, phrase: phrase, sample: 10, ahead: 0, rate: 22_050))
}

func end(_ phrases: Int, _ session: String = "s", _ turn: Int = 1) -> Frame {
    .end(End(session: session, turn: turn, phrases: phrases))
}

func finished(_ session: String = "s", _ turn: Int = 1) -> Frame {
    .finished(Finished(session: session, turn: turn, heard: 1))
}

func failed(_ stage: String, phrase: Int? = nil, _ session: String = "s", _ turn: Int = 1) -> Frame {
    .failed(
        Failed(session: session, turn: turn, phrase: phrase, stage: stage, code: "broken", message: "It is broken.")
    )
}
