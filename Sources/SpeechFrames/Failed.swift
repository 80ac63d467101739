/// Something could not be done. About one phrase, that phrase is skipped and the rest goes on; without `phrase` it is about the turn.
public struct Failed: TurnBody {
    /// `failed`.
    public static let type = FrameType.failed

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The phrase within the turn, from 0. Absent: the failure is the turn's.
    public var phrase: Int?

    /// The program that failed: `llm-streamer`, `tts-workers`, `audio-sequencer` or a worker's own name.
    public var stage: String

    /// The kind of failure, for programs: lower case with underscores, such as `deadline` or `model_missing`.
    public var code: String

    /// What happened and what would help, for people.
    public var message: String

    /// Makes a failure.
    public init(session: String, turn: Int, phrase: Int? = nil, stage: String, code: String, message: String) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.stage = stage
        self.code = code
        self.message = message
    }
}
