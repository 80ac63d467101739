/// Something to be said as it stands, such as an announcement, from a person's command to the supervisor: no model is asked.
/// The answer is ``Accepted`` or ``Refused``.
public struct Say: FrameBody {
    /// `say`.
    public static let type = FrameType.say

    /// What to do where something else is being spoken on the same output.
    public enum Priority: String, Codable, Sendable, CaseIterable {
        /// Is refused: it is said only where it disturbs nobody.
        case low
        /// Waits until the other was heard.
        case normal
        /// Is heard beside the other, which goes on: as ``Say/manner`` says, else as the hub's setting says.
        case announcement
        /// Interrupts the other.
        case high
    }

    /// What is to be said: 1 to ``maximumLength`` UTF-8 bytes.
    public var text: String

    /// The session that it belongs to. Absent: a new one.
    public var session: String?

    /// Tells it from all others of its session, for who may have to ask twice: it is said once, and accepted again as the turn that
    /// it was. Absent: it is said each time.
    public var id: String?

    /// What to do where something else is being spoken. Absent: ``Priority/normal``.
    public var priority: Priority?

    /// How it takes its place beside what is being spoken, for ``Priority/announcement`` only. Absent: the hub's setting.
    public var manner: Manner?

    /// Where it is played, in `audio-sequencer --output`'s form. Absent: the sequencer's own setting.
    public var output: String?

    /// The voice, by the worker's own name for it. Absent: the worker's default.
    public var voice: String?

    /// The BCP 47 language. Absent: the voice's own.
    public var language: String?

    /// The speaking rate in words a minute. Absent: the worker's default.
    public var rate: Int?

    /// Whether its sound may be kept for when the same is said again, and taken from there. Absent: the session's last choice,
    /// then the hub's setting.
    public var cache: Bool?

    /// The trace that it belongs to, as ``Ask/trace``. Absent: the turn is a trace of its own.
    public var trace: String?

    /// The longest text that is said or asked, in UTF-8 bytes: 256 KiB.
    public static let maximumLength = 1 << 18

    /// Makes an announcement; everything but the text has a default further down the line.
    public init(
        text: String,
        session: String? = nil,
        id: String? = nil,
        priority: Priority? = nil,
        manner: Manner? = nil,
        output: String? = nil,
        voice: String? = nil,
        language: String? = nil,
        rate: Int? = nil,
        cache: Bool? = nil,
        trace: String? = nil
    ) {
        self.text = text
        self.session = session
        self.id = id
        self.priority = priority
        self.manner = manner
        self.output = output
        self.voice = voice
        self.language = language
        self.rate = rate
        self.cache = cache
        self.trace = trace
    }
}
