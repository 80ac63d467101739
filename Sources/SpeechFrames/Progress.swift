/// How far a turn was heard, from audio-sequencer up the line.
public struct Progress: PhraseBody {
    /// `progress`.
    public static let type = FrameType.progress

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The phrase that is being heard.
    public var phrase: Int

    /// Heard up to here, in samples from the phrase's start, at the phrase's own rate.
    public var sample: Int

    /// Samples of the turn that are still to be played, at the phrase's rate: of those that audio-sequencer has. tts-workers adds those
    /// that it has not passed on, as long as the turn's text has not ended.
    public var ahead: Int

    /// The rate that `sample` and `ahead` count in, in Hz.
    public var rate: Int

    /// Where `sample` is in the output, in samples of the output's rate, where it is a file, which keeps what it was given.
    public var position: Int?

    /// How much of the phrase's text was heard up to there, in Unicode scalars, by whole words. Absent: not known.
    public var spoken: Int?

    /// Why nothing of the turn is heard just now, for people: the output's device is gone, or hangs. The turn goes on where it
    /// was when the device is back, which is told by `progress` without this. Absent: nothing is wrong.
    public var trouble: String?

    /// Says how far a turn was heard.
    public init(
        session: String,
        turn: Int,
        phrase: Int,
        sample: Int,
        ahead: Int,
        rate: Int,
        position: Int? = nil,
        spoken: Int? = nil,
        trouble: String? = nil
    ) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.sample = sample
        self.ahead = ahead
        self.rate = rate
        self.position = position
        self.spoken = spoken
        self.trouble = trouble
    }
}

/// The turn was heard to its end.
public struct Finished: TurnBody {
    /// `finished`.
    public static let type = FrameType.finished

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// How many of its phrases were heard; the others had failed.
    public var heard: Int?

    /// How its sound came and went. Absent: not known, as of a turn that was not played here.
    public var sound: SoundMeasures?

    /// Says that a turn was heard to its end.
    public init(session: String, turn: Int, heard: Int? = nil, sound: SoundMeasures? = nil) {
        self.session = session
        self.turn = turn
        self.heard = heard
        self.sound = sound
    }
}
