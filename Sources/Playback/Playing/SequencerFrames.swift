import SpeechFrames

extension Failed {
    /// A failure that the sequencer itself states.
    init(_ turn: TurnID, phrase: Int? = nil, code: String, message: String) {
        self.init(
            session: turn.session,
            turn: turn.turn,
            phrase: phrase,
            stage: "audio-sequencer",
            code: code,
            message: message
        )
    }
}

extension Interrupted {
    /// The sequencer has stopped a turn; `silence` is in microseconds.
    init(_ turn: TurnID, heard: String?, silence: Int) {
        self.init(
            session: turn.session,
            turn: turn.turn,
            stage: "audio-sequencer",
            heard: heard,
            silenceMilliseconds: Double(silence) / 1_000
        )
    }
}
