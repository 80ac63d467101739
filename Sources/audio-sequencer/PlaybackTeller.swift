import FrameTransport
import Glibc
import Logging
import Playback
import SpeechFrames

/// Tells what is heard: frames for programs, captions and a report for people. It may be as slow as its readers are:
/// the sound does not wait for it.
struct PlaybackTeller: Sendable {
    /// How many notices may wait for a slow reader; then the newest are dropped, for old news would be wrong.
    static let limit = 1 << 16

    let display: DisplayOptions
    /// How frames go to standard output; `nil`: not at all.
    let frames: Framing?
    /// Whether the samples take standard output.
    let soundOnStandardOutput: Bool
    let logger: Logger

    func run(_ notices: AsyncStream<TurnDisplay.Notice>) async throws {
        let descriptor = soundOnStandardOutput ? STDERR_FILENO : STDOUT_FILENO
        let captions = ByteOutput(descriptor: descriptor, name: "the captions' output")
        let report = ByteOutput(descriptor: STDERR_FILENO, name: "standard error")
        let output = frames.map { FrameOutput(descriptor: STDOUT_FILENO, name: "standard output", framing: $0) }
        var turns = TurnDisplay(display, on: descriptor)
        for await notice in notices {
            if case .event(let event) = notice {
                logger.tell(event)
                if let frame = event.frame { try await output?.write(frame) }
            }
            let text = turns.take(notice)
            if !text.captions.isEmpty { try await captions.write(Array(text.captions.utf8)) }
            if !text.report.isEmpty {
                try await captions.flush()
                try await report.write(Array(text.report.utf8))
            }
        }
        try await captions.flush()
        try await report.flush()
        try await output?.flush()
    }
}
