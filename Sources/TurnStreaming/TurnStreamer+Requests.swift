private import Intents
private import LanguageModels
private import Requests
internal import SpeechFrames
private import Tools

extension TurnStreamer {
    /// Does what was asked for about the turn itself, which has not begun: how loud it is.
    ///
    /// - Returns: what is to be said about it, for ``fulfil(_:settled:into:)``.
    /// - Throws: `CancellationError`.
    func settle(_ ask: Ask) async throws -> [Int: String] {
        if ask.answered == nil { requests?.begin(session: ask.session, turn: ask.turn) }
        guard let requests, ask.say != true, !isForgotten(ask),
            let request = requests.request(in: ask.text, language: ask.language)
        else { return [:] }
        return try await requests.settle(request, in: ToolContext(ask), isRenewed: ask.answered != nil)
    }

    /// Does what was asked for where that needs no model.
    ///
    /// - Returns: false where the question is for the model.
    /// - Throws: What emitting throws, and `CancellationError`.
    func fulfil(_ ask: Ask, settled: [Int: String], into writer: AnswerWriter) async throws -> Bool {
        guard let requests, ask.say != true, let request = requests.request(in: ask.text, language: ask.language)
        else { return false }
        // What was said about it comes from nowhere any more; a part of that is all of it.
        if let answered = ask.answered, isForgotten(ask) {
            try await writer.takeAnswered(answered)
            try await writer.end(.stop)
            return true
        }
        try await perform(request, ask, settled: settled, into: writer)
        return true
    }

    /// Does what was most likely asked for, where no model answers and nothing was said yet.
    ///
    /// - Returns: false where nothing fits.
    /// - Throws: What emitting throws, and `CancellationError`.
    func fulfilWithoutModel(_ ask: Ask, into writer: AnswerWriter) async throws -> Bool {
        guard let requests, ask.say != true, ask.answered?.isEmpty ?? true, await writer.isSilent,
            let request = requests.likelyRequest(in: ask.text, language: ask.language)
        else { return false }
        await writer.note(.fallback)
        try await perform(request, ask, into: writer)
        return true
    }

    /// Whether a process before has begun to say what came of it, and has left no word of what that was.
    private func isForgotten(_ ask: Ask) -> Bool {
        guard let requests, let answered = ask.answered, !answered.isEmpty else { return false }
        return !requests.knows(session: ask.session, turn: ask.turn)
    }

    private func perform(
        _ request: RouteDecision,
        _ ask: Ask,
        settled: [Int: String] = [:],
        into writer: AnswerWriter
    ) async throws {
        guard let requests else { return }
        var isFirst = true
        let isRenewed = ask.answered != nil
        let command = try await requests.fulfil(
            request,
            in: ToolContext(ask),
            isRenewed: isRenewed,
            settled: settled
        ) { text in
            guard !text.isEmpty else { return }
            try await writer.take(isFirst ? text : " \(text)")
            isFirst = false
        }
        if let command { await writer.note(command) }
        try await writer.end(.stop)
    }
}
