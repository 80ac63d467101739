import Testing

@testable import LanguageModels

@Suite struct AnswerDecoderTests {
    @Test("an Ollama answer is the same however the bytes are cut")
    func ollamaCuts() {
        let stream = """
            {"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
            {"model":"m","message":{"role":"assistant","content":"Grüß"},"done":false}
            {"model":"m","message":{"role":"assistant","content":" 🎈\\u003c"},"done":false}

            {"model":"m","message":{"role":"assistant","content":"!"},"done":true,"done_reason":"length","eval_count":3}

            """
        for pieces in everySplit(of: stream) {
            let outcome = decode(pieces, by: OllamaAnswerDecoder())
            #expect(outcome.events == [.text("Grüß"), .text(" 🎈<"), .text("!"), .finished(.length)])
            #expect(outcome.error == nil)
        }
    }

    @Test("a chat completion is the same however the bytes are cut")
    func openAICuts() {
        let stream = """
            : ping
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"hm"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"Grüß"}},{"index":1,"delta":{"content":"no"}}]}

            data: {"choices":[]}

            data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":" 🎈"}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """
        for pieces in everySplit(of: stream) + everySplit(of: stream.replacing("\n", with: "\r\n")) {
            let outcome = decode(pieces, by: OpenAIAnswerDecoder())
            #expect(outcome.events == [.text("Grüß"), .text(" 🎈"), .finished(.stop)])
            #expect(outcome.error == nil)
        }
    }

    @Test(
        "an Ollama line that is not one is named",
        arguments: ["<html>", "{}", "[1]", #"{"message":7}"#, #"{"message":{"content":"#, "\u{0}", "null"]
    )
    func ollamaGarbage(line: String) {
        let outcome = decode([Array((Self.ollamaToken + line + "\n").utf8)], by: OllamaAnswerDecoder())
        #expect(outcome.events == [.text("Hi")])
        #expect(outcome.error?.code == .protocolViolation)
    }

    @Test("invalid UTF-8 is garbage, not a replacement character")
    func invalidUTF8() {
        let line = Array(#"{"message":{"content":""#.utf8) + [0xC3, 0x28] + Array("\"}}\n".utf8)
        #expect(decode([line], by: OllamaAnswerDecoder()).error?.code == .protocolViolation)
    }

    @Test("an excerpt of garbage stands in the message, on one line and not all of it")
    func excerpt() {
        let line = "<html>\t\u{1B}[2J" + String(repeating: "ä", count: 500)
        let message = decode([Array((line + "\n").utf8)], by: OllamaAnswerDecoder()).error?.message ?? ""
        #expect(message.contains("'<html>  [2Jäää"))
        #expect(message.hasSuffix("ä…'"))
        #expect(message.count < 220)
    }

    @Test(
        "an Ollama answer that does not reach its end is an error",
        arguments: [
            ("", "ended the answer"),
            (Self.ollamaToken, "ended the answer"),
            (Self.ollamaToken + #"{"error":"out of memory"}"#, "out of memory"),
            (Self.ollamaToken + #"{"error":{"message":"out of memory"}}"# + "\n", "out of memory"),
        ]
    )
    func ollamaInterrupted(stream: String, words: String) {
        let outcome = decode([Array(stream.utf8)], by: OllamaAnswerDecoder())
        #expect(outcome.error?.code == .interruptedAnswer)
        #expect(outcome.error?.message.contains(words) == true)
    }

    @Test(
        "a chat completion that does not reach its end is an error",
        arguments: [
            ("", ModelError.Code.interruptedAnswer),
            (Self.openAIToken, .interruptedAnswer),
            (Self.openAIToken + "data: {\"error\":{\"message\":\"x\",\"type\":\"y\"}}\n\n", .interruptedAnswer),
            (Self.openAIToken + "data: {\"error\":\"x\"}\n\n", .interruptedAnswer),
            (Self.openAIToken + "error: {\"code\":500,\"message\":\"x\"}\n\n", .interruptedAnswer),
            (Self.openAIToken + "{\"error\":{\"message\":\"x\"}}\n", .interruptedAnswer),
            ("<html>\n", .protocolViolation),
            ("data: {}\n\n", .protocolViolation),
            ("data: hello\n\n", .protocolViolation),
        ]
    )
    func openAIInterrupted(stream: String, code: ModelError.Code) {
        #expect(decode([Array(stream.utf8)], by: OpenAIAnswerDecoder()).error?.code == code)
    }

    @Test("[DONE] alone ends a chat completion, and so does a finish reason alone", arguments: ["[DONE]", nil])
    func openAIEnds(done: String?) {
        let end = done ?? #"{"choices":[{"delta":{"content":"!"},"finish_reason":"length"}]}"#
        let outcome = decode([Array("\(Self.openAIToken)data: \(end)\n\n".utf8)], by: OpenAIAnswerDecoder())
        #expect(outcome.events.last == .finished(done == nil ? .length : .stop))
        #expect(outcome.error == nil)
    }

    @Test("an endless line is an error")
    func endlessLine() {
        let megabyte = Array(repeating: UInt8(ascii: "x"), count: 1_048_576)
        let outcome = decode(Array(repeating: megabyte, count: 9), by: OllamaAnswerDecoder())
        #expect(outcome.error == .endlessLine)
    }

    private static let ollamaToken = #"{"message":{"role":"assistant","content":"Hi"},"done":false}"# + "\n"
    private static let openAIToken = #"data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}"# + "\n\n"
}
