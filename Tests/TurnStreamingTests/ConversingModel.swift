import LanguageModels
import Synchronization
import TestSupport

/// A model that has an answer for each time it is asked, the last one again and again, and remembers what it was asked.
final class ConversingModel: LanguageModel {
    private let answers: [[ModelEvent]]
    private let asked = Mutex<[Question]>([])
    private let prepared = Mutex<[Question]>([])
    private let isStuck: Bool

    /// With `isStuck`, what it is asked to prepare has no end.
    init(_ answers: [ModelEvent]..., isStuck: Bool = false) {
        self.answers = answers
        self.isStuck = isStuck
    }

    var questions: [Question] { asked.withLock { $0 } }

    var preparations: [Question] { prepared.withLock { $0 } }

    func prepare(_ question: Question) async throws(ModelError) {
        prepared.withLock { $0.append(question) }
        guard isStuck else { return }
        do { try await hang() } catch {
            throw ModelError(code: .cancelled, message: "cancelled")
        }
    }

    func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let index = asked.withLock { asked in
            asked.append(question)
            return asked.count - 1
        }
        do {
            for event in answers[min(index, answers.count - 1)] { try await receive(event) }
            try await receive(.finished(.stop))
        } catch {
            throw ModelError(thrownByReceiver: error)
        }
    }
}
