import FoundationEssentials
import SpeechFrames
import TestSupport

/// The story's phrases as they leave llm-streamer, for the eye.
struct StoryPhrases {
    let conditions: Conditions

    /// One line a phrase: when it left after the question, and its text.
    func lines() async throws -> [String] {
        var answer = FakeAnswer(Story.tokens, rate: conditions.rate)
        answer.firstTokenDelay = .milliseconds(100)
        let programs = conditions.programs
        return try await FakeOllama.with(answer) { server in
            try await Blocking.run {
                let output = try Descriptor.pipe()
                let words = ["\(programs)/llm-streamer", "--url", server.url, "--ask", "story"]
                let child = try Child(words, output: output.write)
                defer { child.wait() }
                return try Self.phrases(SampleTap(descriptor: output.read))
            }
        }
    }

    private static func phrases(_ tap: SampleTap) throws -> [String] {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        var asked = 0
        var lines: [String] = []
        while let bytes = tap.bytes(within: .seconds(5)) {
            splitter.append(bytes)
            while let frame = try splitter.next()?.decode() {
                switch frame {
                case .begin(let begin): asked = begin.asked ?? 0
                case .phrase(let phrase): lines.append("\(((phrase.at ?? asked) - asked) / 1_000) ms  \(phrase.text)")
                case .end: return lines
                default: break
                }
            }
        }
        return lines
    }
}
