package import SpeechFrames

/// What is known of the way from the text to the ear.
package protocol TurnLine: Sendable {
    /// How much of the turn lies ahead of the ear at `now`, by what was reported; `nil` where nothing was.
    func lead(of turn: TurnID, at now: Duration) -> Duration?

    /// Suspends while too much of the turn is unheard.
    ///
    /// - Throws: `CancellationError`.
    func room(for turn: TurnID) async throws

    /// Where the answer to `ask` starts. May wait a while to learn it; `nil` where that was in vain.
    ///
    /// - Throws: `CancellationError`.
    func start(of ask: Ask) async throws -> AnswerStart?

    /// The same for who has waited in vain; returns when it is known, however long that takes.
    ///
    /// - Throws: `CancellationError`.
    func lateStart(of ask: Ask) async throws -> AnswerStart
}

/// A pipe, up which nothing comes; when it is full it holds the turns back by itself.
package struct UnreportedLine: TurnLine {
    package init() {}

    package func lead(of turn: TurnID, at now: Duration) -> Duration? { nil }

    package func room(for turn: TurnID) async throws {}

    package func start(of ask: Ask) async throws -> AnswerStart? { AnswerStart() }

    package func lateStart(of ask: Ask) async throws -> AnswerStart { AnswerStart() }
}
