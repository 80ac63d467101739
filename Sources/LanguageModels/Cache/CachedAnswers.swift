private import Synchronization

/// A model whose answers come from a cache where they are in it; else the model is asked.
///
/// Kept is only what the model has said to its own end and what was passed on to its own end: nothing that failed, was stopped
/// or reached the limit of tokens, and nothing that did something, by a tool or a command.
package struct CachedAnswers: LanguageModel {
    private let model: any LanguageModel
    private let cache: AnswerCache

    package init(of model: any LanguageModel, in cache: AnswerCache) {
        self.model = model
        self.cache = cache
    }

    package var startsAnew: Bool { model.startsAnew }
    package var joinsWords: Bool { model.joinsWords }

    package func prepare(_ question: Question) async throws(ModelError) { try await model.prepare(question) }

    package func checkHealth() async throws(ModelError) { try await model.checkHealth() }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        guard let key = AnswerKey(question) else { return try await model.answer(question, receive) }
        if let pieces = cache.answer(to: key) { return try await give(pieces, receive) }
        let whole = Mutex<[String]?>([])
        try await model.answer(question) { event in
            try await receive(event)
            switch event {
            case .text(let piece): whole.withLock { $0?.append(piece) }
            case .finished(.stop): break
            default: whole.withLock { $0 = nil }
            }
        }
        if let pieces = whole.withLock({ $0 }) { cache.keep(pieces, to: key) }
    }

    private func give(
        _ pieces: [String],
        _ receive: @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        do {
            try await receive(.source(.cache))
            for piece in pieces {
                try Task.checkCancellation()
                try await receive(.text(piece))
            }
            try await receive(.finished(.stop))
        } catch {
            throw ModelError(thrownByReceiver: error)
        }
    }
}
