import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames

struct PrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Makes the model ready for a question that is about to come, so that its answer begins sooner.",
        discussion: """
            For whoever hears a wake word, or the first words of a question: the model is loaded and reads the talk so far. \
            The session's id is printed, for `loquat ask --session`.
            """
    )

    @Argument(help: "The session that the question will belong to. (default: a new one)")
    var session: String?

    @Option(help: "The question's first words.")
    var text: String?

    @Option(help: "The model that will be asked. (default: the hub's own)")
    var model: String?

    @Option(help: "The system prompt that will be used. (default: the hub's own)")
    var system: String?

    @Option(help: "The language of the question, such as en-GB.")
    var language: String?

    @Flag(help: "Show the hub's frames, one JSON object a line.")
    var json = false

    func validate() throws {
        if let session, session.isEmpty || session.utf8.count > TurnID.maximumSessionLength {
            throw ValidationError("the session must be 1 to \(TurnID.maximumSessionLength) bytes long")
        }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let prepare = Prepare(session: session ?? "", text: text, model: model, system: system, language: language)
            try await HubClient().exchange(.prepare(prepare)) { frame in
                switch frame {
                case .refused(let refused): throw refused.failure
                case .accepted(let accepted):
                    if json {
                        try StandardOutput.write(frame)
                    } else {
                        try StandardOutput.write("\(accepted.session)\n")
                    }
                    return false
                default: return true
                }
            }
        }
    }
}
