import ArgumentParser
import FrameTransport
import Glibc
import Logging
import CommandOptions
import ServiceRuntime
import SpeechFrames

struct TapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Shows the frames that pass a socket, one JSON object a line, for jq and eyes; it disturbs nothing.",
        discussion: """
            A tap that reads too slowly misses frames. It ends when the process that it taps does.

              loquat tap llm | jq -r 'select(.type=="phrase").text'
            """
    )

    @Argument(help: "Whose socket: llm, tts, audio or hub.")
    var socket: TappedSocket

    @Option(help: "Write the frames to this file, which must not be there yet, instead of showing them.")
    var record: String?

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let hub = try HubClient(socket.socket)
            let descriptor = try openOutput()
            defer { if descriptor != STDOUT_FILENO { close(descriptor) } }
            let output = FrameOutput(descriptor: descriptor, name: record ?? "standard output", framing: .lines)
            do {
                let answered = try await hub.connect(role: "tap", accepting: Set(FrameType.allCases)) { _, frames in
                    for try await frame in frames { try await output.write(frame) }
                }
                guard answered else { throw hub.absence }
                try await output.flush()
            } catch let error as TransportError where error.code == .closed {
                // Whoever read has seen enough.
            }
        }
    }

    private func openOutput() throws -> Int32 {
        guard let record else { return STDOUT_FILENO }
        let descriptor = open(record, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProgramFailure(.cannotCreate, "\(record) cannot be made: \(String(cString: strerror(errno)))")
        }
        return descriptor
    }
}

/// The name of a socket on the command line.
enum TappedSocket: String, ExpressibleByArgument, CaseIterable, Sendable {
    case llm, tts, audio, hub

    var socket: RuntimeDirectory.Socket {
        switch self {
        case .llm: .llm
        case .tts: .tts
        case .audio: .audio
        case .hub: .hub
        }
    }
}
