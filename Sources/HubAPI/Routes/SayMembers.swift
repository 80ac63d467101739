internal import SpeechFrames

/// Something to be said, as a request or a message puts it.
struct SayMembers: RequestMembers {
    static let names = ["text", "id", "priority", "manner", "voice", "language", "rate", "output", "cache"]

    var text: String
    var session: String?
    var id: String?
    var priority: Say.Priority?
    var manner: Manner?
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
        .say(
            Say(
                text: text,
                session: session,
                id: id,
                priority: priority,
                manner: manner,
                output: output,
                voice: voice,
                language: language,
                rate: rate,
                cache: cache,
                trace: trace
            )
        )
    }
}
