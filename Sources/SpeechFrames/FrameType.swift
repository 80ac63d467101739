/// The value of a frame's `type` member.
public enum FrameType: String, Sendable, Hashable, CaseIterable, Codable {
    /// See ``Hello``.
    case hello
    /// See ``Ask``.
    case ask
    /// See ``Begin``.
    case begin
    /// See ``Token``.
    case token
    /// See ``Phrase``.
    case phrase
    /// See ``End``.
    case end
    /// See ``Command``.
    case command
    /// See ``Audio``.
    case audio
    /// See ``Synthesized``.
    case synthesized
    /// See ``Failed``.
    case failed
    /// See ``Progress``.
    case progress
    /// See ``Interrupt``.
    case interrupt
    /// See ``Interrupted``.
    case interrupted
    /// See ``Finished``.
    case finished
}
