internal import SpeechFrames

extension SessionTable {
    /// How much a question may hold beside the talk so far, in bytes of JSON: the rest of a frame is for the history and for
    /// what has come of the answer, when it is asked again.
    private static let longestQuestion = 3 << 17
    /// The longest name of an output, in bytes: a path.
    private static let longestOutput = 4_096

    /// Why a question cannot be taken: a code and a message.
    func fault(of ask: Ask, mayBeEmpty: Bool = false) -> (String, String)? {
        if !mayBeEmpty, !ask.text.contains(where: { !$0.isWhitespace }) {
            return ("nothing_asked", "the text is empty")
        }
        if ask.text.utf8.count > Say.maximumLength {
            return ("too_long", "the text has \(ask.text.utf8.count) bytes: at most \(Say.maximumLength) are taken")
        }
        let length = Self.length(of: ask)
        if length > Self.longestQuestion {
            let what = "text, system prompt and history of the question take \(length) bytes of a frame"
            return ("too_long", "\(what): at most \(Self.longestQuestion) are taken")
        }
        if let output = ask.output, output.utf8.count > Self.longestOutput {
            return ("too_long", "the output's name is longer than \(Self.longestOutput) bytes")
        }
        if let fault = fault(ofArm: ask.arm) { return fault }
        guard unavailable.contains(.llmStreamer) else { return nil }
        return ("unavailable", "llm-streamer dies again and again: `loquat status` tells how")
    }

    private static func length(of ask: Ask) -> Int {
        let texts = [ask.text, ask.system, ask.model, ask.voice, ask.language, ask.output, ask.answered]
        return texts.reduce(0) { $0 + JSONLength.of($1) }
            + (ask.history ?? []).reduce(0) { $0 + JSONLength.of($1) }
    }
}
