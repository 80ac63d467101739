import Synchronization
import TestSupport

@testable import LanguageModels

/// A model that does what it is told for each question, the last thing again and again, and remembers what it was asked.
final class ScriptedCandidate: LanguageModel {
    enum Act: Sendable {
        case answer([String])
        /// Fails after these pieces.
        case fail(ModelError.Code, after: [String] = [], retryAfter: Duration? = nil)
        /// Says these pieces and then nothing more until it is cancelled.
        case hang([String] = [])
        case calls([ToolRequest])
    }

    let joinsWords: Bool

    private let acts: Mutex<[Act]>
    private let asked = Mutex<[Question]>([])
    private let health = Mutex<ModelError?>(nil)
    private let loading = Mutex(false)

    init(_ acts: Act..., joinsWords: Bool = true) {
        self.acts = Mutex(acts)
        self.joinsWords = joinsWords
    }

    var questions: [Question] { asked.withLock { $0 } }

    func setLoading(_ isLoading: Bool) { loading.withLock { $0 = isLoading } }

    func isLoading(_ question: Question) async -> Bool { loading.withLock { $0 } }

    func setHealth(_ error: ModelError?) { health.withLock { $0 = error } }

    func checkHealth() async throws(ModelError) {
        if let error = health.withLock({ $0 }) { throw error }
    }

    func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        asked.withLock { $0.append(question) }
        let act = acts.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        do {
            switch act {
            case .answer(let pieces):
                for piece in pieces { try await receive(.text(piece)) }
                try await receive(.finished(.stop))
            case .fail(let code, let pieces, let retryAfter):
                for piece in pieces { try await receive(.text(piece)) }
                throw ModelError(code: code, message: "it failed", retryAfter: retryAfter)
            case .hang(let pieces):
                for piece in pieces { try await receive(.text(piece)) }
                try await hang()
            case .calls(let requests):
                try await receive(.toolCalls(requests))
                try await receive(.finished(.stop))
            }
        } catch {
            throw ModelError(thrownByReceiver: error)
        }
    }
}
