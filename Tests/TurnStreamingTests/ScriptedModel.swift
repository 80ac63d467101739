import LanguageModels
import Synchronization
import TestSupport

/// A model that writes what it is told to, and remembers what it was asked.
final class ScriptedModel: LanguageModel {
    private let pieces: [String]
    private let reason: FinishReason
    private let failure: ModelError?
    private let staysOpen: Bool
    private let asked = Mutex<[Question]>([])

    init(_ pieces: [String], reason: FinishReason = .stop, failure: ModelError? = nil, staysOpen: Bool = false) {
        self.pieces = pieces
        self.reason = reason
        self.failure = failure
        self.staysOpen = staysOpen
    }

    var questions: [Question] { asked.withLock { $0 } }

    func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        asked.withLock { $0.append(question) }
        do {
            for piece in pieces { try await receive(.text(piece)) }
            // Until it is cancelled; a loop that looks for it would take a core from the others.
            if staysOpen { try await hang() }
            if failure == nil { try await receive(.finished(reason)) }
        } catch {
            throw ModelError(thrownByReceiver: error)
        }
        if let failure { throw failure }
    }
}
