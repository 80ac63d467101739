import ArgumentParser
import TestSupport

/// Plays the model until it is killed.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve")

    @Option(help: "The port on 127.0.0.1.")
    var port = 11_434

    @Option(help: "Tokens a second.")
    var rate = 30.0

    func run() async throws {
        let rate = rate
        try await FakeOllama.with(port: port, { NumberedStory.answer(to: $0, rate: rate) }) { _ in try await hang() }
    }
}
