import Glibc
import ServiceRuntime
import SpeechFrames

/// Whether the worker speaks, by the settings that hold.
struct VoiceCheck: Sendable {
    private static let subject = "voice"
    private static let words = "Hello."

    let programs: ProgramCheck

    func run() async -> [Finding] {
        let start = ContinuousClock.now
        let answer = await programs.run("tts-workers", ["--lines"], input: Self.question)
        let time = start.duration(to: .now)
        let sound = Self.length(of: answer.output)
        guard answer.isWell, sound > .zero else {
            return [
                Finding(
                    Self.subject,
                    .failure,
                    answer.messages.lastLine ?? "the worker spoke nothing",
                    advice: "for the worker that comes with it: `apt install espeak-ng-data`, and a voice that "
                        + "`espeak-ng --voices` lists"
                )
            ]
        }
        return [
            Finding(
                Self.subject,
                .ok,
                "\(Self.milliseconds(sound)) ms of speech \(Self.milliseconds(time)) ms after the start of a worker"
            )
        ]
    }

    private static var question: String {
        let turn = TurnID(session: "doctor", turn: 1)
        let frames: [Frame] = [
            .phrase(Phrase(session: turn.session, turn: turn.turn, phrase: 0, text: words)),
            .end(End(session: turn.session, turn: turn.turn, phrases: 1, reason: .stop)),
        ]
        var bytes: [UInt8] = []
        // Frames of ours can be encoded.
        for frame in frames { try? frame.encode(as: .lines, into: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How long the sound is that the frames hold.
    private static func length(of output: String) -> Duration {
        var splitter = FrameSplitter(framing: .lines, accepting: Set(FrameType.allCases))
        Array(output.utf8).withUnsafeBytes { splitter.append($0) }
        var (rate, samples) = (0, 0)
        while let raw = try? splitter.next(), let frame = try? raw.decode() {
            if case .audio(let audio) = frame { rate = audio.rate }
            if case .synthesized(let done) = frame { samples += done.samples }
        }
        return rate > 0 ? .seconds(Double(samples) / Double(rate)) : .zero
    }

    private static func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
