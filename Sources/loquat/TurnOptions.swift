import ArgumentParser
import ServiceRuntime
import SpeechFrames

/// How something is spoken; the same for a question and for an announcement.
struct TurnOptions: ParsableArguments {
    @Option(help: "The session that it belongs to; one that is not known begins. (default: a new one)")
    var session: String?

    @Option(help: "Where it is spoken, as in audio-sequencer --output. (default: the hub's own)")
    var output: String?

    @Option(help: "The voice, by the worker's own name for it.")
    var voice: String?

    @Option(help: "The language that is spoken, such as en-GB.")
    var language: String?

    @Option(help: "The speaking rate in words a minute, 80 to 450.")
    var rate: Int?

    @Flag(
        inversion: .prefixedNo,
        help: """
            Whether the answer and its sound may be kept for the next time, or come from there; holds for the session's later \
            turns, too. (default: as the settings say)
            """
    )
    var cache: Bool?

    @Flag(help: "Show the hub's frames, one JSON object a line.")
    var json = false

    func validate() throws {
        if let session, session.isEmpty || session.utf8.count > TurnID.maximumSessionLength {
            throw ValidationError("--session must be 1 to \(TurnID.maximumSessionLength) bytes long")
        }
        if let rate, !(80...450).contains(rate) {
            throw ValidationError("--rate is \(rate): it must be from 80 to 450")
        }
    }
}

/// The words of a command line as one text.
struct TextArgument: ParsableArguments {
    @Argument(help: "The text; several words need no quotes.")
    var words: [String]

    var text: String { words.joined(separator: " ") }

    func validate() throws {
        guard text.contains(where: { !$0.isWhitespace }) else { throw ValidationError("the text is empty") }
        guard text.utf8.count <= Say.maximumLength else {
            throw ValidationError("the text is longer than \(Say.maximumLength) bytes")
        }
    }
}
