/// What a failure means at one server, in words for the person who runs it. Pure.
struct ChatServer: Sendable {
    let url: ModelURL
    /// For example "start it with `ollama serve`".
    let howToStart: String
    /// What to do about a model that is not there.
    let howToGet: @Sendable (_ model: String) -> String

    /// What a failure of the transfer means; `hasBegun` says whether a part of the answer has come.
    func error(for failure: TransferFailure, hasBegun: Bool) -> ModelError {
        switch failure {
        case .refused:
            ModelError(
                code: .connectionRefused,
                message: "no model server answers at \(url): \(howToStart), or name another with --url"
            )
        case .unreachable(let words):
            ModelError(code: .unreachable, message: "the model server at \(url) cannot be reached: \(words)")
        case .connectTimedOut(let time):
            timeout("no connection to the model server at \(url) within \(time)")
        case .silent(let time):
            timeout("the model server at \(url) took the question and sent nothing for \(time)")
        case .stalled(let time):
            timeout("the model server at \(url) stopped in mid-answer and sent nothing more for \(time)")
        case .connectionLost(let words) where hasBegun:
            ModelError(code: .interruptedAnswer, message: "the connection to \(url) broke in mid-answer: \(words)")
        case .connectionLost(let words):
            ModelError(code: .serverError, message: "the model server at \(url) hung up without an answer: \(words)")
        case .failed(let words):
            ModelError(code: .protocolViolation, message: "the model server at \(url) could not be used: \(words)")
        case .cancelled: .cancelled
        case .shutDown: ModelError(code: .cancelled, message: "the connection was shut down")
        case .crowded:
            ModelError(
                code: .busy,
                message: "\(CurlTransport.maximumTransfers) questions are under way already: wait for one to end"
            )
        }
    }

    private func timeout(_ message: String) -> ModelError {
        ModelError(code: .timedOut, message: message)
    }

    /// For a status that is not 2xx; statuses as in Ollama's docs/api/errors and OpenAI's guide on error codes.
    func error(for head: ResponseHead, body: [UInt8], model: String) -> ModelError {
        let status = head.status
        let reported = WireErrorBody.message(in: body)
        let words =
            body.isEmpty ? "no explanation" : "\(Excerpt((reported ?? String(decoding: body, as: UTF8.self)).utf8))"
        let (code, message): (ModelError.Code, String) =
            switch status {
            case 404 where reported?.contains("model") == true:
                (.modelMissing, "model '\(model)' is not on the server: \(howToGet(model))")
            case 404:
                (.badRequest, "there is no chat at \(url) (404, \(words)): check the address given with --url")
            case 401, 403: (.unauthorized, "the model server at \(url) wants another API key (\(status)): \(words)")
            case 429, 503: (.busy, "the model server at \(url) is busy (\(status)): \(words)")
            case 300..<400:
                (.badRequest, "the model server at \(url) has moved (\(status)): give its new address with --url")
            case 400..<500: (.badRequest, "the model server at \(url) refused the question (\(status)): \(words)")
            default: (.serverError, "the model server at \(url) failed (\(status)): \(words)")
            }
        return ModelError(code: code, message: message, retryAfter: head.retryAfter)
    }
}
