import ArgumentParser
import TestSupport

/// Plays the model until it is killed.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve")

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "The port.")
    var port = 11_434

    @Option(help: "Who does not name this key is refused.")
    var key: String?

    @Option(help: "Tokens a second.")
    var rate = 30.0

    func run() async throws {
        let (rate, key) = (rate, key)
        let script: @Sendable (FakeRequest) -> FakeAnswer = { request in
            if let key, request.header("Authorization") != "Bearer \(key)" {
                return FakeAnswer([], fault: .status(401))
            }
            return NumberedStory.answer(to: request, rate: rate)
        }
        try await FakeOllama.with(host: host, port: port, script) { _ in try await hang() }
    }
}
