public import ArgumentParser
import SpeechFrames

extension Say.Priority: ExpressibleByArgument {}
extension Manner: ExpressibleByArgument {}

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
        help: """
            While something else is spoken on the output: low is refused, normal waits for its end, announcement is heard \
            beside it, high interrupts it.
            """
    )
    var priority = Say.Priority.normal

    @Option(
        help: """
            How an announcement is heard beside what is spoken: over it (which is more quiet meanwhile), between two of its \
            phrases, after it, or pause it. (default: the hub's --announcement-manner)
            """
    )
    var manner: Manner?

    @Flag(help: "Do not wait until it was heard.")
    var noWait = false

    func validate() throws {
        if manner != nil, priority != .announcement {
            throw ValidationError("--manner is for --priority announcement: give both")
        }
    }

    func run() async throws {
        let say = Say(
            text: what.text,
            session: turn.session,
            priority: priority,
            manner: manner,
            output: turn.output,
            voice: turn.voice,
            language: turn.language,
            rate: turn.rate,
            cache: turn.cache
        )
        try await TurnTalk(.say(say), asJSON: turn.json, waits: !noWait).run()
    }
}
