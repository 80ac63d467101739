public import ArgumentParser
import SpeechFrames

extension Say.Priority: ExpressibleByArgument {}

struct SayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "say",
        abstract: "Has a text spoken as it stands, and waits until it was heard.",
        discussion: "Ctrl-C interrupts it. The exit codes are those of ask."
    )

    @OptionGroup
    var what: TextArgument

    @OptionGroup
    var turn: TurnOptions

    @Option(
        help:
            "While something else is spoken on the output: low is refused, normal waits for its end, high interrupts it."
    )
    var priority = Say.Priority.normal

    @Flag(help: "Do not wait until it was heard.")
    var noWait = false

    func run() async throws {
        let say = Say(
            text: what.text,
            session: turn.session,
            priority: priority,
            output: turn.output,
            voice: turn.voice,
            language: turn.language,
            rate: turn.rate
        )
        try await TurnTalk(.say(say), asJSON: turn.json, waits: !noWait).run()
    }
}
