import FoundationEssentials
import TestSupport
import Testing
import Tools

@testable import LanguageModels

@Suite("Tool calls on the wire", .timeLimit(.minutes(5)))
struct ToolCallTests {
    private static let time = ToolRequest(id: "call_1", name: "time", arguments: #"{"zone":"UTC"}"#)
    private static let lamp = ToolRequest(id: "call_2", name: "lamp", arguments: #"{"level":40,"on":true}"#)

    @Test(
        "Ollama's whole calls come in one line or in several, before, with or without text, however the bytes are cut"
    )
    func ollama() {
        let stream = #"""
            {"model":"m","message":{"role":"assistant","content":"Let me see."},"done":false}
            {"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"index":0,"name":"time","arguments":{"zone":"UTC"}}}]},"done":false}
            {"model":"m","message":{"role":"assistant","content":" And","tool_calls":[{"id":"call_2","function":{"index":1,"name":"lamp","arguments":{"on":true,"level":40}}},{"function":{"name":"stop"}}]},"done":true,"done_reason":"stop"}

            """#
        for pieces in everySplit(of: stream) {
            let outcome = decode(pieces, by: OllamaAnswerDecoder())
            #expect(
                outcome.events == [
                    .text("Let me see."), .toolCalls([Self.time]), .text(" And"),
                    .toolCalls([Self.lamp, ToolRequest(name: "stop", arguments: "{}")]), .finished(.stop),
                ]
            )
            #expect(outcome.error == nil)
        }
    }

    @Test("OpenAI's fragments are joined by index, however the bytes are cut, and come before the end")
    func openAI() {
        let stream = #"""
            data: {"choices":[{"index":0,"delta":{"content":"Let me see."}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"time","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"zone\""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","function":{"name":"lamp","arguments":"{\"level\":40,"}},{"index":0,"function":{"arguments":":\"UTC\"}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"\"on\":true}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """#
        for pieces in everySplit(of: stream) {
            let outcome = decode(pieces, by: OpenAIAnswerDecoder())
            #expect(
                outcome.events == [
                    .text("Let me see."), .toolCalls([Self.time, Self.lamp]),
                    .finished(FinishReason(rawValue: "tool_calls")),
                ]
            )
            #expect(outcome.error == nil)
        }
    }

    @Test(
        "servers that number all calls alike, say the name with each piece, or send objects are understood",
        arguments: [
            #"""
            [{"index":0,"id":"a","function":{"name":"time","arguments":"{}"}},
             {"index":0,"id":"b","function":{"name":"time","arguments":"{\"zone\":\"UTC\"}"}}]
            """#,
            #"""
            [{"id":"a","function":{"name":"time","arguments":{}}},
             {"id":"b","function":{"name":"time","arguments":{"zone":"UTC"}}}]
            """#,
            #"""
            [{"index":0,"id":"a","function":{"name":"time"}},{"index":0,"id":"a","function":{"name":"time","arguments":""}},
             {"index":1,"id":"b","function":{"name":"time","arguments":"{\"zone\":"}},
             {"index":1,"id":"b","function":{"name":"time","arguments":"\"UTC\"}"}}]
            """#,
        ]
    )
    func dialects(fragments: String) throws {
        var calls = ToolCallFragments()
        for fragment in try JSONDecoder().decode([ToolCallFragment].self, from: Data(fragments.utf8)) {
            try calls.add(fragment)
        }
        #expect(
            calls.take() == [
                ToolRequest(id: "a", name: "time", arguments: "{}"),
                ToolRequest(id: "b", name: "time", arguments: #"{"zone":"UTC"}"#),
            ]
        )
        #expect(calls.take().isEmpty)
    }

    @Test("calls without end are refused")
    func endless() throws {
        var calls = ToolCallFragments()
        let piece = #"{"function":{"name":"a","arguments":"\#(String(repeating: " ", count: 1 << 19))"}}"#
        let fragment = try JSONDecoder().decode(ToolCallFragment.self, from: Data(piece.utf8))
        try calls.add(fragment)
        #expect(throws: ModelError.self) { try calls.add(fragment) }
    }

    private static let asked: Question = {
        var question = Question.hello
        question.tools = [
            ToolDefinition(
                name: "time",
                description: "The time.",
                parameters: #"{"type":"object","properties":{"zone":{"type":"string"}},"required":[]}"#
            )
        ]
        question.messages += [
            ChatMessage(role: .assistant, content: "Hm.", toolCalls: [time]),
            ChatMessage(role: .tool, content: #"{"time":"12:00"}"#, answers: time),
        ]
        return question
    }()

    private static let described =
        #""tools":[{"function":{"description":"The time.","name":"time","parameters":{"properties":"#
        + #"{"zone":{"type":"string"}},"required":[],"type":"object"}},"type":"function"}]"#

    /// JSON with its members in the order of their names.
    private static func sorted(_ json: [UInt8]) -> String {
        (try? JSONValue(json: json))?.text ?? ""
    }

    @Test("Ollama is told of the tools, of its calls with their arguments as objects, and of the results by name")
    func ollamaRequest() throws {
        let text = Self.sorted(try OllamaRequest(Self.asked, mentionsThinking: true).json())
        #expect(text.contains(Self.described))
        #expect(text.contains(#""tool_calls":[{"function":{"arguments":{"zone":"UTC"},"name":"time"},"id":"call_1"}]"#))
        let result = #"{"content":"{\"time\":\"12:00\"}","role":"tool","tool_call_id":"call_1","tool_name":"time"}"#
        #expect(text.contains(result))
    }

    @Test(
        "OpenAI's servers are told of the tools, of the calls with their arguments as texts, and of the results by id"
    )
    func openAIRequest() throws {
        let text = Self.sorted(try OpenAIRequest(Self.asked).json())
        #expect(text.contains(Self.described))
        #expect(
            text.contains(
                #""tool_calls":[{"function":{"arguments":"{\"zone\":\"UTC\"}","name":"time"},"id":"call_1","type":"function"}]"#
            )
        )
        #expect(text.contains(#"{"content":"{\"time\":\"12:00\"}","role":"tool","tool_call_id":"call_1"}"#))
    }

    @Test("a model that takes no tools is asked without, and from then on at once")
    func refused() async throws {
        try await withOllama(FakeAnswer(["Hi"], fault: .refusesTools)) { model, server in
            var question = Question.hello
            question.tools = Self.asked.tools
            #expect(await Outcome(of: model, question).text == "Hi")
            #expect(server.exchanges.count == 2)
            #expect(await Outcome(of: model, question).text == "Hi")
            #expect(server.exchanges.count == 3)
            #expect(!server.exchanges[2].request.bodyText.contains("tools"))
        }
    }

    @Test("the same behind OpenAI's protocol")
    func refusedByOpenAI() async throws {
        try await FakeOllama.with(FakeAnswer(["Hi"], fault: .refusesTools)) { server in
            try await withCurlTransport { transport in
                var question = Question.hello
                question.tools = Self.asked.tools
                let model = try OpenAIModel(server, transport)
                #expect(await Outcome(of: model, question).text == "Hi")
                #expect(await Outcome(of: model, question).text == "Hi")
                #expect(server.exchanges.count == 3)
            }
        }
    }

    @Test("an answer with calls is the same over a socket in both protocols")
    func overTheWire() async throws {
        var answer = FakeAnswer(["Let ", "me see."])
        answer.toolCalls = [
            FakeToolCall(name: "time", arguments: #"{"zone":"UTC"}"#), FakeToolCall(name: "stop", arguments: "{}"),
        ]
        answer.reason = "tool_calls"
        try await FakeOllama.with(answer) { server in
            try await withCurlTransport { transport in
                let models: [any LanguageModel] = [
                    try OllamaModel(server, transport), try OpenAIModel(server, transport),
                ]
                for model in models {
                    var calls: [ToolRequest] = []
                    for case .toolCalls(let more) in await Outcome(of: model).events { calls += more }
                    #expect(calls.map(\.name) == ["time", "stop"])
                    #expect(calls.map(\.arguments) == [#"{"zone":"UTC"}"#, "{}"])
                }
            }
        }
    }
}
