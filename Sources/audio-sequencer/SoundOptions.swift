import ArgumentParser
import CommandOptions
import Playback

/// Where the sound goes.
struct SoundOptions: ParsableArguments {
    @Option(
        help: """
            pulse[:SINK] (PulseAudio or PipeWire), wav:FILE, pcm:FILE, pcm:- (raw signed 16-bit samples on standard \
            output) or null[:NAME] (nothing is heard, in real time). {session} and {turn} in a name keep several apart.
            """
    )
    var output = "pulse"

    @Option(help: "How much a sound server buffers, 20ms to 2s.")
    var latency = DurationArgument(.milliseconds(100))

    @Option(help: "How long a phrase whose turn has come may bring no sound; then it is skipped.")
    var phraseDeadline = DurationArgument(.seconds(10))

    @Option(help: "Samples a second of the output, 8000 to 192000. (default: the device's, or the first phrase's)")
    var sampleRate: Int?

    @Option(help: "How much sound is held for all turns together, in MiB; then the writer is held back.")
    var bufferLimit = 64

    func validate() throws {
        guard (.milliseconds(20)...(.seconds(2))).contains(latency.value) else {
            throw ValidationError("--latency must be from 20ms to 2s")
        }
        guard phraseDeadline.value >= .milliseconds(100) else {
            throw ValidationError("--phrase-deadline must be at least 100ms")
        }
        if let sampleRate, !(8_000...192_000).contains(sampleRate) {
            throw ValidationError("--sample-rate is \(sampleRate): it must be from 8000 to 192000")
        }
        guard (1...4_096).contains(bufferLimit) else {
            throw ValidationError("--buffer-limit is \(bufferLimit): it must be from 1 to 4096 MiB")
        }
    }

    /// Whether the samples themselves go to standard output.
    var writesStandardOutput: Bool { output == "pcm:-" }

    func configuration() throws -> Sequencer.Configuration {
        var configuration = Sequencer.Configuration(defaultOutput: try OutputName(parsing: output))
        configuration.targetLatency = latency.value
        configuration.phraseDeadline = phraseDeadline.value
        configuration.rate = sampleRate
        configuration.bufferLimit = bufferLimit << 20
        return configuration
    }
}
