internal import SpeechFrames

/// Which sessions and turns are no longer as they were when they were last written down.
struct SessionChanges: Sendable {
    /// Sessions that are new, have changed or were forgotten.
    var sessions: Set<String> = []
    /// Turns that are new, have changed or have ended.
    var turns: Set<TurnID> = []
    /// Turns that only have more text.
    var texts: Set<TurnID> = []
}
