import ArgumentParser

/// What tests of a whole installation need beside it: a model whose answers anybody can write again, and a judge of what was
/// recorded of them.
@main
struct CountedStory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counted-story",
        subcommands: [ServeCommand.self, QuestionCommand.self, JudgeCommand.self]
    )
}
