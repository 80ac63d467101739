/// What arrives while a model answers.
package enum ModelEvent: Sendable, Equatable {
    /// The next piece of the visible answer, just as it came; never empty. The pieces joined are the answer.
    case text(String)

    /// The model wants tools run, and is to be asked again with what comes of them; never empty. Text may have come before.
    case toolCalls([ToolRequest])

    /// More text may be long in coming: who wrote so far has failed and another goes on, or tools are run.
    case pause

    /// What comes next is from somebody else than the model that was asked.
    case source(AnswerSource)

    /// What the person wants done: at most once.
    case command(ModelCommand)

    /// The answer is complete: exactly once, and last.
    case finished(FinishReason)
}

/// Where an answer comes from that the model which was asked does not write.
package enum AnswerSource: Sendable, Equatable {
    /// It was kept from an earlier time.
    case cache
    /// Another model stands in.
    case fallback
}
