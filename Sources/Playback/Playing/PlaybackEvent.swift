package import SpeechFrames

/// What the sequencer has to tell. `at` is an instant in microseconds of CLOCK_MONOTONIC; where a sink takes its time, that of
/// the sound itself.
package enum PlaybackEvent: Sendable, Equatable {
    /// The turn's first sample was heard.
    case firstSound(TurnID, at: Int)
    /// A phrase starts to be heard; `gap` is the silence before it that the pipeline made, because the phrase was late.
    case phraseStarted(PhraseID, at: Int, gap: Duration)
    /// A word starts to be heard; `text` is empty where the phrase's text is not known.
    case word(PhraseID, SpokenWord, text: String, at: Int)
    /// How far the turn was heard: now and then, and at the end of each phrase.
    case progress(Progress)
    /// Where in a file the turn goes on, told before a sample of it is written there.
    case placed(Progress)
    /// A phrase was not played, or not to its end. Its ``Failed`` is the one that came, or the sequencer's own:
    /// `deadline` (it did not come in time) or `incomplete` (the input ended).
    case skipped(PhraseID, Failed)
    /// A frame could not be a part of its phrase and was dropped: code `audio_refused`.
    case refused(Failed)
    /// The sink ran dry in the middle of the turn.
    case underrun(TurnID, at: Int)
    /// The turn was heard to its end.
    case finished(Finished)
    /// The turn was stopped and the sink is silent.
    case interrupted(Interrupted)
    /// The turn cannot be played: its output is not to be had, or was lost for good.
    case failed(Failed)
    /// The output's device is gone or hangs; samples wait.
    case sinkLost(OutputName, reason: String)
    /// The output's device is back.
    case sinkRecovered(OutputName)
}
