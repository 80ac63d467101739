internal import SpeechFrames
internal import Tools

extension ToolContext {
    /// What a tool is told of the question that it is run for.
    init(_ ask: Ask) {
        self.init(
            session: ask.session,
            turn: ask.turn,
            language: ask.language,
            output: ask.output,
            lastAnswer: ask.history?.last { $0.role == .assistant }?.text
        )
    }
}
