/// Something that answers questions piece by piece: a server, or a replay of an earlier answer.
package protocol LanguageModel: Sendable {
    /// Whether it gives its whole answer again when it is asked to go on after a part of it, as a recording does. A model
    /// goes on after the part that it is given as its own last message.
    var startsAnew: Bool { get }

    /// Whether it goes on inside of a word, since it writes on in its own last message; else it begins a new one.
    var joinsWords: Bool { get }

    /// Streams one answer.
    ///
    /// `receive` is called for one event after the other, in order, and the next one waits until it returns: that is
    /// the back-pressure, which reaches the server through the connection's window. If this returns, the last event
    /// was ``ModelEvent/finished(_:)``; if it throws, that event never came.
    ///
    /// Cancelling the task closes the connection at once, so that the server stops writing.
    ///
    /// - Throws: ``ModelError``: what went wrong with the model, `cancelled`, or `receiver` around an error that
    ///   `receive` threw.
    func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError)

    /// Has the server load the model and read a conversation, so that an answer to it begins sooner; nothing is answered.
    ///
    /// - Throws: ``ModelError``.
    func prepare(_ question: Question) async throws(ModelError)

    /// Whether the server is known to be loading the model, or not to have begun, while a question waits for its answer; false
    /// where that cannot be known.
    func isLoading(_ question: Question) async -> Bool

    /// Returns if questions make sense: the server answers, and has no fault that it knows of.
    ///
    /// - Throws: ``ModelError``.
    func checkHealth() async throws(ModelError)

    /// Whether the server has the model of that name. It is not loaded for that.
    ///
    /// - Throws: ``ModelError`` where the server does not answer.
    func presence(of model: String) async throws(ModelError) -> ModelPresence
}

extension LanguageModel {
    package var startsAnew: Bool { false }

    package var joinsWords: Bool { true }

    package func prepare(_ question: Question) async throws(ModelError) {}

    package func isLoading(_ question: Question) async -> Bool { false }

    package func checkHealth() async throws(ModelError) {}

    package func presence(of model: String) async throws(ModelError) -> ModelPresence { .unknown }
}
