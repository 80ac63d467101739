internal import SpeechFrames
private import Requests
private import Tools

extension TurnStreamer {
    /// Does what was asked for where that needs no model.
    ///
    /// - Returns: false where the question is for the model.
    /// - Throws: What emitting throws, and `CancellationError`.
    func fulfil(_ ask: Ask, into writer: AnswerWriter) async throws -> Bool {
        guard let requests, ask.say != true, let request = requests.request(in: ask.text, language: ask.language)
        else { return false }
        // What was done before this process was started is not done again; a part of what was said about it is all of it.
        if let answered = ask.answered, !answered.isEmpty {
            try await writer.takeAnswered(answered)
            try await writer.end(.stop)
            return true
        }
        var isFirst = true
        let command = try await requests.fulfil(request, in: ToolContext(ask)) { text in
            guard !text.isEmpty else { return }
            try await writer.take(isFirst ? text : " \(text)")
            isFirst = false
        }
        if let command { await writer.note(command) }
        try await writer.end(.stop)
        return true
    }
}
