import ArgumentParser
import TestSupport

/// Which story is told.
struct StoryOptions: ParsableArguments {
    @Option(help: "The story's number.")
    var story = 1

    @Option(help: "How many sentences it has.")
    var sentences = 5

    var value: NumberedStory { NumberedStory(number: story, sentences: sentences) }
}

/// Writes the question to which the story is the answer.
struct QuestionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "question")

    @OptionGroup
    var story: StoryOptions

    func run() { print(story.value.question) }
}
