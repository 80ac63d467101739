package import SpeechFrames

extension OutputName {
    /// The output that `turn` is played on.
    package func resolved(for turn: TurnID) -> OutputName { resolved(session: turn.session, turn: turn.turn) }
}
