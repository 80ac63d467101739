private import Settings

/// How many sessions there may be, and how long things may take.
package struct SessionLimits: Sendable, Equatable {
    /// How many sessions are known at once. For a new one, the session that was quiet the longest is forgotten; where all are busy,
    /// it is refused.
    package var sessions = Setting.maxSessions.defaultValue

    /// How many turns may wait for one output or session; a further one is refused.
    package var waiting = 8

    /// How long a session is remembered after its last turn has ended.
    package var idleExpiry = Setting.idleExpiry.defaultValue

    /// From the question to the answer's first token. The llm-streamer's own limit (120 s) comes first and says more.
    package var firstToken = Duration.seconds(130)

    /// How long a turn may give no sign of life. The stages' own limits (30 s) come first and say more.
    package var stall = Duration.seconds(45)

    /// From the question to the end of the turn, waiting included.
    package var turn = Setting.turnTimeout.defaultValue

    /// How long an interrupted turn may take to end. The fan-out's grace is shorter and comes first: see
    /// ``SessionTable/allowStopping(for:)``.
    package var stopping = Duration.seconds(2)

    /// How long the text may lag behind the sound's end: they come by different links.
    package var lateText = Duration.seconds(2)

    /// How many utterances of a session are told to the model; older ones are forgotten.
    package var history = 40

    /// How much text of a session is told to the model, in bytes of JSON: with a question and half an answer it has to fit into
    /// a frame.
    package var historyBytes = 64 << 10

    /// About how many tokens of a session are told to the model, by whole turns; 0: nothing is. See ``TokenEstimate``.
    package var historyTokens = Setting.historyTokens.defaultValue

    /// How long an answer may be in coming before something is said in its place; `nil`: nothing ever is.
    package var fillerDelay: Duration?

    /// What is said then, one after the other.
    package var fillers: [String] = []

    /// What is said in their place while a model is being loaded, also where nothing is said otherwise.
    package var loadingFillers: [String] = []

    package init() {}
}
