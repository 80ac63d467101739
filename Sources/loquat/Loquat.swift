import ArgumentParser
import CommandOptions

@main
struct Loquat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loquat",
        abstract: "Talks to the hub: asks, has things said, interrupts, and shows what is going on.",
        discussion: """
              loquat ask "Why is the sky blue?"     the answer is shown here, and spoken by the hub
              loquat say "The tea is ready."
              loquat interrupt --all
              loquat sessions --watch

            The hub is hub-supervisor; its socket lies in $RUNTIME_DIRECTORY, else $XDG_RUNTIME_DIR/loquat, else a \
            directory of this user's under the temporary directory.
            """,
        version: LoquatVersion.current,
        subcommands: [
            AskCommand.self, SayCommand.self, PrepareCommand.self, InterruptCommand.self, SessionsCommand.self,
            StatusCommand.self, TapCommand.self, ReplayCommand.self, ConfigCommand.self, ReloadCommand.self,
            RulesCommand.self, ForgetCommand.self, ArmsCommand.self, DoctorCommand.self,
        ]
    )
}
