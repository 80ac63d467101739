import SpeechFrames
import TestSupport

/// What three programs in a pipe made of a model's answer: the frames between the last two, and the WAV file.
struct Spoken {
    let frames: [Frame]
    let wav: WAVFile
    let ends: [ProgramEnd]
    /// What llm-streamer, tts-workers, tee and audio-sequencer said on standard error.
    let messages: [String]

    /// The phrases' texts, in the order they came in.
    var phrases: [String] { frames.compactMap { if case .phrase(let phrase) = $0 { phrase.text } else { nil } } }

    var end: End? { frames.lazy.compactMap { if case .end(let end) = $0 { end } else { nil } }.first }

    /// What the workers synthesized, in the phrases' order, one after the other.
    var synthesized: [Int16] { Speech(frames).inOrder }

    /// Runs `llm-streamer | tts-workers | tee | audio-sequencer` to its end.
    static func by(_ streamer: ProgramCommand, input: Pipeline.Input = .nothing) async throws -> Spoken {
        try await withTemporaryDirectory { folder in
            let result = try await runPipeline(
                streamer,
                .ours("tts-workers"),
                ProgramCommand(["tee", "\(folder)/frames"]),
                .ours("audio-sequencer", "--output", "wav:\(folder)/speech.wav"),
                input: input
            )
            return Spoken(
                frames: try Frame.all(in: try readFile("\(folder)/frames"), .lengthPrefixed),
                wav: try WAVFile("\(folder)/speech.wav"),
                ends: result.ends,
                messages: result.messages
            )
        }
    }
}

/// Synthesized phrases, put together from their pieces in whatever order the phrases came.
struct Speech {
    var samples: [PhraseID: [Int16]] = [:]
    var rates: [PhraseID: Int] = [:]
    /// Phrases whose end was told, with their lengths.
    var lengths: [PhraseID: Int] = [:]
    var failures: [Failed] = []

    init(_ frames: [Frame]) {
        for frame in frames {
            switch frame {
            case .audio(let audio):
                let id = PhraseID(turn: audio.turnID, phrase: audio.phrase)
                samples[id, default: []] += audio.samples
                rates[id] = audio.rate
            case .synthesized(let end): lengths[PhraseID(turn: end.turnID, phrase: end.phrase)] = end.samples
            case .failed(let failed): failures.append(failed)
            default: break
            }
        }
    }

    /// All of a single turn's speech.
    var inOrder: [Int16] { samples.sorted { $0.key.phrase < $1.key.phrase }.flatMap(\.value) }
}

extension Frame {
    /// Reads the frames that a program wrote.
    static func all(in bytes: [UInt8], _ framing: Framing) throws -> [Frame] {
        var splitter = FrameSplitter(framing: framing, accepting: Set(FrameType.allCases))
        splitter.append(bytes)
        var frames: [Frame] = []
        while let frame = try splitter.next() { frames.append(try frame.decode()) }
        if let last = try splitter.finish() { frames.append(try last.decode()) }
        return frames
    }

    /// The frames as a program would write them.
    static func bytes(_ frames: [Frame], _ framing: Framing = .lengthPrefixed) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for frame in frames { try frame.encode(as: framing, into: &bytes) }
        return bytes
    }
}

extension PipelineResult {
    /// The last program's output as frames.
    func frames(_ framing: Framing) throws -> [Frame] { try Frame.all(in: output, framing) }
}

extension FakeOllama {
    /// A streamer that asks this server.
    func streamer(_ arguments: String..., ask: String = "Tell me.") -> ProgramCommand {
        ProgramCommand.ours("llm-streamer", "--ask", ask, "--url", url).adding(arguments)
    }
}
