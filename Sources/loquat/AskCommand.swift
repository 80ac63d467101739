import ArgumentParser
import SpeechFrames

struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Asks a question: the answer is shown as it comes, and spoken by the hub.",
        discussion: """
            Ctrl-C interrupts the answer. The exit code is 0 when it was heard to its end, 130 when it was interrupted, \
            69 when the hub or the model failed.
            """
    )

    @OptionGroup
    var question: TextArgument

    @OptionGroup
    var turn: TurnOptions

    @Option(help: "The model for this question. (default: the hub's own)")
    var model: String?

    @Option(help: "The system prompt for this question. (default: the hub's own)")
    var system: String?

    @Option(help: "The experiment's arm that this session belongs to from now on. (default: the one it falls to)")
    var arm: String?

    func run() async throws {
        let ask = Ask(
            session: turn.session ?? "",
            turn: 0,
            text: question.text,
            model: model,
            system: system,
            voice: turn.voice,
            language: turn.language,
            rate: turn.rate,
            output: turn.output,
            arm: arm,
            cache: turn.cache
        )
        try await TurnTalk(.ask(ask), asJSON: turn.json).run()
    }
}
