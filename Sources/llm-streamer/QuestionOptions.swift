import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import Settings
import SpeechFrames

/// What is asked, and what the turn is called.
struct QuestionOptions: ParsableArguments {
    @Option(help: "The question.")
    var ask: String?

    @Option(help: "The session's id in the frames. (default: a random one)")
    var session: String?

    @Option(help: "The voice, by the worker's own name for it.")
    var voice: String?

    @Option(help: "The language that is spoken, such as en-GB.")
    var language: String?

    @Option(.turns)
    var turns: GivenFlag?

    /// The longest question that is read from standard input, in bytes.
    private static let longestQuestion = 1 << 18

    func validate() throws {
        if let session, session.isEmpty || session.utf8.count > TurnID.maximumSessionLength {
            throw ValidationError("--session must be 1 to \(TurnID.maximumSessionLength) bytes long")
        }
    }

    /// The one question of a pipe; a replay needs none.
    func makeAsk(for provider: ModelProvider) async throws -> Ask {
        var text = ask ?? ""
        if ask == nil, provider != .replay { text = try await readQuestion() }
        return Ask(
            session: session ?? TurnID.makeSession(),
            turn: 1,
            text: text,
            voice: voice,
            language: language
        )
    }

    private func readQuestion() async throws -> String {
        if isatty(STDIN_FILENO) == 1 {
            throw ProgramFailure(.usage, "nothing is asked: use --ask TEXT, or give the question on standard input")
        }
        var bytes: [UInt8] = []
        for try await more in ByteInput(descriptor: STDIN_FILENO, name: "standard input") {
            bytes += more
            guard bytes.count <= Self.longestQuestion else {
                throw ProgramFailure(.dataError, "the question is longer than \(Self.longestQuestion) bytes")
            }
        }
        // An input that was given up is not an empty one.
        try Task.checkCancellation()
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw ProgramFailure(.dataError, "the question on standard input is empty")
        }
        return text
    }
}
