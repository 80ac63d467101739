/// One of those who may answer.
package struct ModelCandidate: Sendable {
    /// For messages: `llama3.2:3b at http://localhost:11434`.
    package var name: String

    package var model: any LanguageModel

    /// The model's name on its server, in place of the question's; `nil`: the question's.
    package var modelName: String?

    package init(name: String, model: any LanguageModel, modelName: String? = nil) {
        self.name = name
        self.model = model
        self.modelName = modelName
    }
}

/// Something that happened on the way to an answer, for whoever keeps watch.
package enum FallbackNote: Sendable, Equatable {
    /// A question is asked again of the same server after the wait.
    case retries(candidate: String, after: Duration, ModelError)
    /// A candidate was given up for this answer; another is asked, or none is left.
    case gaveUp(candidate: String, ModelError, next: String?)
    /// A candidate that had failed is asked again from now on.
    case isBack(candidate: String)
    /// An answer waits for a candidate's model to be loaded; then that it does so no more, however that came.
    case loads(candidate: String)
    case loaded(candidate: String)

    package var message: String {
        switch self {
        case .retries(let candidate, let delay, let error):
            "\(candidate) is asked again in \(delay.wholeMilliseconds) ms: \(error.message)"
        case .gaveUp(let candidate, let error, let next?):
            "\(candidate) failed, \(next) is asked in its place: \(error.message)"
        case .gaveUp(let candidate, let error, nil): "\(candidate) failed: \(error.message)"
        case .isBack(let candidate): "\(candidate) answers again"
        case .loads(let candidate): "\(candidate) is being loaded"
        case .loaded(let candidate): "\(candidate) is not waited for any more"
        }
    }
}
