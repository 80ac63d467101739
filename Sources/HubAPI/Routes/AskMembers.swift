internal import SpeechFrames

/// A question, as a request or a message puts it.
struct AskMembers: RequestMembers {
    static let names = ["text", "session", "model", "system", "voice", "language", "rate", "output", "cache"]

    var text: String
    var session: String?
    var model: String?
    var system: String?
    var voice: String?
    var language: String?
    var rate: Int?
    var output: String?
    var cache: Bool?

    func check() throws(Problem) {
        try Members.check(text: text)
        try Members.check(session: session)
        try Members.check(rate: rate)
        try Members.check(output: output)
    }

    /// As the hub takes it; `trace`: what it belongs to, as ``TraceField`` has it.
    func frame(trace: String? = nil) -> Frame {
        .ask(
            Ask(
                session: session ?? "",
                turn: 0,
                text: text,
                model: model,
                system: system,
                voice: voice,
                language: language,
                rate: rate,
                output: output,
                cache: cache,
                trace: trace
            )
        )
    }
}
