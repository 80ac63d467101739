import Glibc
import SpeechFrames
import Synchronization

/// llm-streamer | tts-workers | audio-sequencer, as real processes with real pipes between them.
final class Pipeline: Sendable {
    let streamer: Child
    let workers: Child
    let sequencer: Child
    /// What audio-sequencer writes on standard output.
    let output: SampleTap

    private let input: Mutex<Descriptor?>

    /// Starts all three. `output` is audio-sequencer's; its messages go to `errors`.
    init(
        _ programs: String,
        model: String,
        output: String,
        streamer streamerOptions: [String] = ["--frames-in"],
        sequencer sequencerOptions: [String] = [],
        errors: Descriptor? = nil
    ) throws {
        let (questions, input) = try Descriptor.pipe()
        let phrases = try Descriptor.pipe()
        let audio = try Descriptor.pipe()
        let sound = try Descriptor.pipe()
        streamer = try Child(
            ["\(programs)/llm-streamer", "--url", model, "--turns", "128"] + streamerOptions,
            input: questions,
            output: phrases.write,
            errors: errors
        )
        workers = try Child(
            // What is measured is what a phrase costs that is new.
            ["\(programs)/tts-workers", "--audio-cache", "0B"],
            input: phrases.read,
            output: audio.write,
            errors: errors
        )
        sequencer = try Child(
            ["\(programs)/audio-sequencer", "--output", output] + sequencerOptions,
            input: audio.read,
            output: sound.write,
            errors: errors
        )
        self.input = Mutex(input)
        self.output = SampleTap(descriptor: sound.read)
    }

    var children: [Child] { [streamer, workers, sequencer] }

    /// Asks as a hub does, by a frame with its length.
    func ask(_ text: String, session: String, turn: Int = 1) throws {
        var bytes: [UInt8] = []
        try Frame.ask(Ask(session: session, turn: turn, text: text)).encode(as: .lengthPrefixed, into: &bytes)
        try input.withLock { try $0?.write(bytes) }
    }

    /// Ends the line: each program ends when its input does. One that does not is killed.
    func end(atMost limit: Duration = .seconds(5)) {
        input.withLock { $0 = nil }
        for child in children { child.wait(atMost: limit) }
    }
}
