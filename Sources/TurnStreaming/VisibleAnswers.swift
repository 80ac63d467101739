package import LanguageModels
private import Phrasing
private import Synchronization

/// A model whose answers hold nothing but what is to be shown and spoken: its thinking is left out, and of an answer in the
/// JSON form only the response is text. What else such an answer says comes as ``ModelEvent/command(_:)`` before its end.
package struct VisibleAnswers: LanguageModel {
    private struct Reading {
        var thinking = ThinkingFilter()
        var form: AnswerFormReader

        mutating func pass(_ piece: String) -> String { form.pass(thinking.pass(piece)) }

        mutating func finish() -> (text: String, ending: AnswerFormReader.Ending) {
            let rest = form.pass(thinking.finish())
            let (text, ending) = form.finish()
            return (rest + text, ending)
        }
    }

    private let model: any LanguageModel
    private let form: AnswerForm

    package init(of model: any LanguageModel, form: AnswerForm = .auto) {
        self.model = model
        self.form = form
    }

    package var startsAnew: Bool { model.startsAnew }
    package var joinsWords: Bool { model.joinsWords }

    package func prepare(_ question: Question) async throws(ModelError) { try await model.prepare(question) }

    package func isLoading(_ question: Question) async -> Bool { await model.isLoading(question) }

    package func checkHealth() async throws(ModelError) { try await model.checkHealth() }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let reading = Mutex(Reading(form: AnswerFormReader(form: form)))
        do throws(ModelError) {
            try await model.answer(question) { event in
                switch event {
                case .text(let piece):
                    let text = reading.withLock { $0.pass(piece) }
                    if !text.isEmpty { try await receive(.text(text)) }
                case .finished:
                    try await finish(reading.withLock { $0.finish() }, receive)
                    try await receive(event)
                default: try await receive(event)
                }
            }
        } catch {
            // What was held back may be text.
            let (text, _) = reading.withLock { $0.finish() }
            if !text.isEmpty, !error.code.isOurs {
                do { try await receive(.text(text)) } catch { throw ModelError(thrownByReceiver: error) }
            }
            throw error
        }
    }

    private func finish(
        _ rest: (text: String, ending: AnswerFormReader.Ending),
        _ receive: (ModelEvent) async throws -> Void
    ) async throws {
        if !rest.text.isEmpty { try await receive(.text(rest.text)) }
        switch rest.ending {
        case .text, .object(nil): break
        case .object(let command?): try await receive(.command(command))
        case .empty:
            throw ModelError(
                code: .noAnswer,
                message: "the model answered with a JSON object without a `response`: --answer-form text takes any text"
            )
        }
    }
}
