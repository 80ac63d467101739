/// What arrives while a model answers.
package enum ModelEvent: Sendable, Equatable {
    /// The next piece of the visible answer, just as it came; never empty. The pieces joined are the answer.
    case text(String)

    /// The answer is complete: exactly once, and last.
    case finished(FinishReason)
}
