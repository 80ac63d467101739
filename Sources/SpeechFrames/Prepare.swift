/// A question is about to come: a wake word was heard, or its first words. The model's server may load the model and read the
/// talk so far, so that the answer begins sooner. From a person's command to the supervisor, and from there to llm-streamer.
///
/// The supervisor answers with ``Accepted``, which names the session and the turn that its next question will be, or with
/// ``Refused``. Nothing is said, and the question that comes does not wait for it.
public struct Prepare: FrameBody {
    /// `prepare`.
    public static let type = FrameType.prepare

    /// The session's id. Empty, to the supervisor: a new session.
    public var session: String

    /// The question's first words. Absent: not known yet.
    public var text: String?

    /// What was said before in this session, oldest first. Absent: nothing, or what the supervisor knows.
    public var history: [Utterance]?

    /// The model that will be asked. Absent: the streamer's own setting.
    public var model: String?

    /// The system prompt that will be used. Absent: the streamer's own setting.
    public var system: String?

    /// The BCP 47 language of the question. Absent: the voice's own.
    public var language: String?

    /// The experiment's arm that the question will belong to. Absent: as in an ``Ask``.
    public var arm: String?

    /// The question, as far as it is known.
    package var ask: Ask {
        Ask(
            session: session,
            turn: 0,
            text: text ?? "",
            history: history,
            model: model,
            system: system,
            language: language,
            arm: arm
        )
    }

    /// Says that a question is about to come.
    public init(
        session: String,
        text: String? = nil,
        history: [Utterance]? = nil,
        model: String? = nil,
        system: String? = nil,
        language: String? = nil,
        arm: String? = nil
    ) {
        self.session = session
        self.text = text
        self.history = history
        self.model = model
        self.system = system
        self.language = language
        self.arm = arm
    }
}
