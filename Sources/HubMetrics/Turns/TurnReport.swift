/// What one turn did that has ended.
///
/// Latencies count from the moment that the turn had its place: how long it waited for another one to end says nothing of the hub.
package struct TurnReport: Sendable, Equatable {
    /// What was wanted.
    package enum Kind: String, Sendable, Encodable, CaseIterable {
        /// A question.
        case ask
        /// A text, as it stands.
        case say
    }

    /// How it ended.
    package enum Outcome: String, Sendable, Encodable, CaseIterable {
        /// It came to its end.
        case finished
        /// It was cut off; ``TurnReport/reason`` says by what.
        case interrupted
        /// It ended by a fault.
        case failed
    }

    package var session: String
    package var turn: Int
    package var kind: Kind
    /// The experiment's arm that it belongs to; `nil`: none.
    package var arm: String?
    package var outcome: Outcome
    /// Where it did not come to its end: an interrupt's reason, or a failure's code.
    package var reason: String?
    /// Why its stages were told to stop, where they were, a turn that failed among them: an interrupt's reason.
    package var interrupt: String?
    /// Which part of the hub failed, where one did: a program's name.
    package var failedStage: String?
    /// When it was accepted.
    package var start: WallTime

    /// How long it waited for its place.
    package var waited = Duration.zero
    /// Until the first of the visible text came; of a question only.
    package var firstToken: Duration?
    /// Until the first phrase left for its voice, once that is known; of a question only.
    package var firstPhrase: Duration?
    /// Until the first sound.
    package var firstSound: Duration?
    /// From the first of the text to its end, once both are known: as long as the answer was written.
    package var writing: Duration?
    /// Until its end.
    package var duration: Duration

    /// How much of the text came, in tokens: as the model counted them, or about, where it did not.
    package var tokens = 0
    /// How many phrases it had, or as many as were heard of.
    package var phrases = 0
    /// How many of those were skipped, for they could not be spoken.
    package var failedPhrases = 0
    /// How many of those had no worker's answer in time.
    package var latePhrases = 0
    /// How many pieces of sound came to the sequencer.
    package var chunks = 0
    /// How often the sink ran dry in the middle of it.
    package var underruns = 0
    /// How often the sequencer's buffer was full with sound of it waiting outside.
    package var bufferOverflows = 0
    /// How often another model, or a rule, was needed to answer in place of the one that was asked.
    package var fallbacks = 0
    /// How many phrases needed no worker, and whether the answer needed no model.
    package var cacheHits = 0
    /// From the interrupt's arrival at the sequencer to silence.
    package var silence: Duration?
    /// The longest silence in the middle of it that nobody wanted.
    package var longestGap: Duration?

    /// The model and the voice that were wished for; `nil`: whichever is set.
    package var model: String?
    package var voice: String?
    /// When each stage worked on it.
    package var stages = StageTimes()
    /// The trace that it goes on with, as in a W3C `traceparent` header; `nil`: none.
    package var parent: String?
    /// The trace that it was told in, as 32 hexadecimal digits; `nil`: in none.
    package var traceID: String?

    /// Reports a turn.
    package init(
        session: String,
        turn: Int,
        kind: Kind,
        outcome: Outcome,
        reason: String? = nil,
        start: WallTime,
        duration: Duration
    ) {
        self.session = session
        self.turn = turn
        self.kind = kind
        self.outcome = outcome
        self.reason = reason
        self.start = start
        self.duration = duration
    }
}

extension TurnReport {
    /// Reasons of interrupts that are nobody's fault: the person's wish, a further question of the person's, and the hub's own end.
    private static let wanted: Set<String> = ["user_request", "new_command", "shutdown"]

    /// Whether it counts as an error: it failed, or was cut off by what was not the person's wish.
    package var isError: Bool {
        switch outcome {
        case .finished: false
        case .failed: true
        case .interrupted: !(reason.map(Self.wanted.contains) ?? false)
        }
    }

    /// When it was over.
    package var end: WallTime {
        WallTime(milliseconds: start.milliseconds + Int((waited + duration) / .milliseconds(1)))
    }

    /// How long the person waited: until the first sound, or, where nothing was heard, until the first text; `nil` where neither came.
    package var latency: Duration? { firstSound ?? firstToken }

    /// From its place to its end, where it came to it.
    package var completion: Duration? { outcome == .finished ? duration : nil }
}
