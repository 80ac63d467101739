import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite("Another model answers where one fails", .timeLimit(.minutes(5)))
    struct FallbackTests {
        private static let whole = "One two three. Four five six."

        /// A server that writes what is missing of the answer that it is asked to go on with.
        private static func goOn(_ request: FakeRequest) -> FakeAnswer {
            let said = request.messages.last.flatMap { $0.role == "assistant" ? $0.content : nil } ?? ""
            return FakeAnswer([String(whole.dropFirst(said.count))])
        }

        @Test(
            "whatever the first does, every word is spoken once, and the pipe ends well",
            arguments: [
                FakeFault.status(500), .status(404), .drop(at: 0), .reset(at: 0), .stall(at: 0), .drop(at: 4),
                .reset(at: 4), .stall(at: 4), .error(at: 4, message: "out of memory"), .noLastLine,
            ]
        )
        func answers(fault: FakeFault) async throws {
            let first = FakeAnswer(words: Self.whole, rate: 200, fault: fault)
            try await FakeOllama.with(first) { first in
                try await FakeOllama.with({ Self.goOn($0) }) { second in
                    let spoken = try await Spoken.by(
                        first.streamer(
                            "--fallbacks",
                            "[{model: small, url: '\(second.url)'}]",
                            "--first-token-timeout",
                            "1s",
                            "--stall-timeout",
                            "1s",
                            "--retry-wait",
                            "10ms"
                        )
                    )
                    #expect(spoken.ends == [.code(0), .code(0), .code(0), .code(0)], "\(spoken.messages)")
                    #expect(spoken.phrases.joined(separator: " ") == Self.whole)
                    #expect(firstDifference(spoken.wav.samples, spoken.synthesized) == nil)
                    #expect(Speech(spoken.frames).failures.isEmpty)
                    #expect(second.exchanges.first?.request.bodyText.contains(#""model":"small""#) == true)
                }
            }
        }

        @Test("with fallback_enabled false nobody else is asked: a clear message, and what had come is spoken")
        func disabled() async throws {
            try await FakeOllama.with(FakeAnswer(words: Self.whole, rate: 200, fault: .drop(at: 4))) { first in
                try await FakeOllama.with({ Self.goOn($0) }) { second in
                    var streamer = first.streamer("--fallbacks", "[{url: '\(second.url)'}]")
                    streamer.environment["STREAMING_FALLBACK_ENABLED"] = "false"
                    let spoken = try await Spoken.by(streamer)
                    #expect(spoken.ends.first == .code(74))
                    #expect(spoken.phrases == ["One two three.", "Four"])
                    #expect(second.exchanges.isEmpty)
                    #expect(Speech(spoken.frames).failures.count == 1)
                }
            }
        }
    }
}
