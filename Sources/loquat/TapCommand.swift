import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import Logging
import ServiceRuntime
import SpeechFrames
import Synchronization

struct TapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Shows the frames that pass a socket, one JSON object a line, for jq and eyes; it disturbs nothing.",
        discussion: """
            A tap that reads too slowly misses frames. It ends when the process that it taps does.

              loquat tap llm | jq -r 'select(.type=="phrase").text'
              loquat tap tts --record answer.jsonl        until Ctrl-C; then: loquat replay answer.jsonl tts
            """
    )

    @Argument(help: "Whose socket: llm, tts, audio or hub.")
    var socket: TappedSocket

    @Option(
        help: "Write the frames and their times to this file, which must not be there yet, instead of showing them."
    )
    var record: String?

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let hub = try HubClient(socket.socket)
            do {
                let answered = try await hub.connect(role: "tap", accepting: Set(FrameType.allCases)) { _, frames in
                    if let record {
                        // Made only now: where nobody answers, no empty file is left.
                        let recording = try RecordingFile(creating: record)
                        for try await frame in frames { try recording.add(frame) }
                    } else {
                        try await show(frames)
                    }
                }
                guard answered else { throw hub.absence }
            } catch let error as TransportError where error.code == .closed {
                // Whoever read has seen enough.
            }
        }
    }

    private func show(_ frames: FrameConnection.Frames) async throws {
        let output = FrameOutput(descriptor: STDOUT_FILENO, name: "standard output", framing: .lines)
        for try await frame in frames { try await output.write(frame) }
        try await output.flush()
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
