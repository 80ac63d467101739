/// Why a turn is stopped.
public enum InterruptReason: String, Codable, Sendable, CaseIterable {
    /// The person said so.
    case userRequest = "user_request"
    /// Another question took the turn's place.
    case newCommand = "new_command"
    /// Something took longer than it may.
    case timeout
    /// Something failed for good.
    case error
    /// The hub stops.
    case shutdown
}

/// Stop this turn, and every earlier one of the session with it unless it is stopped ``alone``, at once. To a worker: stop
/// the phrase that is being synthesized.
public struct Interrupt: TurnBody {
    /// `interrupt`.
    public static let type = FrameType.interrupt

    /// The session's id. Empty, to the supervisor: every session.
    public var session: String

    /// The last turn that is stopped. 0, to the supervisor: the current one.
    public var turn: Int

    /// Why.
    public var reason: InterruptReason

    /// Whether earlier turns of the session go on, as an answer does when an announcement beside it is stopped. Absent: they
    /// are stopped, too.
    public var alone: Bool?

    /// Makes an interrupt.
    public init(session: String, turn: Int, reason: InterruptReason, alone: Bool? = nil) {
        self.session = session
        self.turn = turn
        self.reason = reason
        self.alone = alone
    }

    /// Whether it stops that turn.
    public func covers(_ other: TurnID) -> Bool {
        other.session == session && (alone == true ? other.turn == turn : other.turn <= turn)
    }
}

/// A stage has stopped a turn and let go of what it held.
public struct Interrupted: TurnBody {
    /// `interrupted`.
    public static let type = FrameType.interrupted

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The stage that stopped: `llm-streamer`, `tts-workers` or `audio-sequencer`.
    public var stage: String

    /// From audio-sequencer: the words that were heard.
    public var heard: String?

    /// From audio-sequencer: the phrase that was cut off.
    public var phrase: Int?

    /// From audio-sequencer: how far into that phrase it was heard, in samples.
    public var sample: Int?

    /// From audio-sequencer: milliseconds from the interrupt's arrival to silence at the sink.
    public var silenceMilliseconds: Double?

    /// From audio-sequencer: how its sound came and went. Absent: not known, as of a turn that was not played.
    public var sound: SoundMeasures?

    /// Makes an acknowledgement.
    public init(
        session: String,
        turn: Int,
        stage: String,
        heard: String? = nil,
        phrase: Int? = nil,
        sample: Int? = nil,
        silenceMilliseconds: Double? = nil,
        sound: SoundMeasures? = nil
    ) {
        self.session = session
        self.turn = turn
        self.stage = stage
        self.heard = heard
        self.phrase = phrase
        self.sample = sample
        self.silenceMilliseconds = silenceMilliseconds
        self.sound = sound
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, stage, heard, phrase, sample, sound
        case silenceMilliseconds = "silence_ms"
    }
}
