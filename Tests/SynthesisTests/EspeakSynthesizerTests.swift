import SpeechFrames
import Testing

@testable import Synthesis

@Suite(.timeLimit(.minutes(5)))
struct EspeakSynthesizerTests {
    private struct Speech {
        var samples: [Int16] = []
        var pieces: [Int] = []
        var words: [SpokenWord] = []
        var length = 0
    }

    private func speak(_ request: SpeechRequest, _ settings: VoiceSettings? = nil) throws -> Speech {
        let synthesizer = try EspeakSynthesizer(settings: settings ?? VoiceSettings())
        var speech = Speech()
        speech.length = try synthesizer.synthesize(request) { piece in
            #expect(piece.offset == speech.samples.count && piece.rate == 22_050)
            speech.pieces.append(piece.samples.count)
            speech.samples += piece.samples
            speech.words += piece.words
            return .goOn
        }
        return speech
    }

    @Test("a sentence comes in pieces of at most 50 ms, without holes, and is not silence")
    func pieces() throws {
        let speech = try speak(SpeechRequest(text: "Hello there. How are you?"))
        #expect(speech.length == speech.samples.count && speech.length > 22_050)
        #expect(speech.pieces.allSatisfy { $0 > 0 && $0 <= 1_103 })
        #expect(speech.samples.contains { abs(Int($0)) > 3_000 })
    }

    @Test("words stand where they are in the text and are heard one after the other")
    func words() throws {
        let text = "Hello there. I don't know."
        let speech = try speak(SpeechRequest(text: text))
        let scalars = Array(text.unicodeScalars)
        let words = speech.words.map { word in
            String(String.UnicodeScalarView(scalars[word.start..<word.start + word.length]))
        }
        #expect(words == ["Hello", "there", "I", "don't", "know"])
        #expect(speech.words.map(\.at) == speech.words.map(\.at).sorted())
        #expect(speech.words.allSatisfy { $0.at < speech.length })
    }

    @Test("stop ends the synthesis with the piece, and the next text is spoken from its start")
    func stop() throws {
        let synthesizer = try EspeakSynthesizer(settings: VoiceSettings())
        var pieces = 0
        let request = SpeechRequest(text: String(repeating: "And so on and so forth. ", count: 100))
        let samples = try synthesizer.synthesize(request) { _ in
            pieces += 1
            return pieces == 3 ? .stop : .goOn
        }
        #expect(pieces == 3 && samples < 4_000)
        #expect(try speak(SpeechRequest(text: "Hello there.")).words.map(\.start) == [0, 6])
    }

    @Test(
        "hostile text is spoken or said to be nothing, and nothing breaks",
        arguments: [
            ". . .", "[[hEl'oU]] [[", "<speak><voice name='x'>&lt;</speak>", "\u{01}100S fast \u{01}b", "a\0b", "]]>",
            "&#0; &amp &", "\u{FEFF}\u{FFFF}\u{FFFD}", "e\u{301}\u{301}\u{301}", "\u{202E}abc", "%s%n%d",
            "👨‍👩‍👧‍👦🏳️‍🌈", "1e999999 -0x7fffffff 99999999999999999999999999", "http://a.b/c?d=e#f",
            "ﷺ", "\u{1F1FA}", "\u{E0001}", "a\u{300}b\u{20DD}", "((((((((", "!!!!!!!!!!!!!!!!a",
        ]
    )
    func hostile(text: String) throws {
        let speech = try speak(SpeechRequest(text: text))
        #expect(speech.length == speech.samples.count)
        let count = text.unicodeScalars.count
        #expect(speech.words.allSatisfy { $0.start >= 0 && $0.length > 0 && $0.start + $0.length <= count })
    }

    @Test("long words and long sentences are spoken to their end")
    func long() throws {
        #expect(try speak(SpeechRequest(text: String(repeating: "a", count: 5_000))).length > 0)
        let speech = try speak(SpeechRequest(text: String(repeating: "word ", count: 400)))
        #expect(speech.words.map(\.start) == (0..<400).map { $0 * 5 })
    }

    @Test("the rate, the phrase's before the settings', makes it faster")
    func rate() throws {
        let slow = try speak(SpeechRequest(text: "Hello there, how are you?", rate: 100))
        let fast = try speak(SpeechRequest(text: "Hello there, how are you?", rate: 300), VoiceSettings(rate: 100))
        #expect(fast.length * 2 < slow.length)
    }

    @Test("a phrase's setting does not stay for the next phrase")
    func nothingStays() throws {
        let before = try speak(SpeechRequest(text: "Hello there"))
        _ = try speak(SpeechRequest(text: "Guten Tag", voice: "de+f3", rate: 400))
        let after = try speak(SpeechRequest(text: "Hello there"))
        #expect((0.9...1.1).contains(Double(after.length) / Double(before.length)))
    }

    @Test("another script is spoken, not spelt: a character is about a quarter of a second")
    func script() throws {
        #expect(try speak(SpeechRequest(text: "你好世界")).length < 2 * 22_050)
        #expect(try speak(SpeechRequest(text: "Доброго ранку", language: "uk")).length < 2 * 22_050)
    }

    @Test("what cannot be done is an error that says what could")
    func errors() throws {
        let voice = #expect(throws: SynthesisError.self) { try speak(SpeechRequest(text: "Hi", voice: "en-uss")) }
        #expect(voice?.code == .unknownVoice && voice?.message.contains("en-us") == true)
        let language = #expect(throws: SynthesisError.self) { try speak(SpeechRequest(text: "Hi", language: "tlh-XX")) }
        #expect(language?.code == .unknownLanguage)
        let rate = #expect(throws: SynthesisError.self) { try speak(SpeechRequest(text: "Hi", rate: 20)) }
        #expect(rate?.message == "rate is 20: it must be from 80 to 450 (words a minute)")
        #expect(throws: SynthesisError.self) { try VoiceSettings(pitch: 100) }
        #expect(throws: SynthesisError.self) { try VoiceSettings(volume: -1) }
    }
}
