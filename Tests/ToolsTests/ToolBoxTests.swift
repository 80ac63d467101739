import TestSupport
import Testing

@testable import Tools

@Suite("A tool is run by its name, with checked arguments, within its deadline", .timeLimit(.minutes(5)))
struct ToolBoxTests {
    private struct Echo: Tool {
        let name = "echo"
        let description = "Says what it was given."
        let parameters = [
            ToolParameter("count", .integer, "How often."),
            ToolParameter("loud", .boolean, "Shout.", isRequired: false),
            ToolParameter("mood", .choice(["glad", "sad"]), "How.", isRequired: false),
        ]

        func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
            ToolResult(spoken: context.session, data: .object(arguments))
        }
    }

    private struct Sleeper: Tool {
        let name = "sleeper"
        let description = "Hangs."
        let parameters: [ToolParameter] = []

        func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
            try await hang()
            return ToolResult(spoken: "")
        }
    }

    private let context = ToolContext(session: "s", turn: 1)

    private func run(_ arguments: [String: JSONValue]) async throws -> ToolResult {
        try await ToolBox([Echo()]).run(ToolCall(name: "echo", arguments: arguments), in: context)
    }

    @Test("what a model writes as text is taken as the number or truth value that it is")
    func coerced() async throws {
        let result = try await run(["count": "5", "loud": "True", "mood": "Sad", "other": 1])
        #expect(result.data == ["count": 5, "loud": true, "mood": "sad"])
        #expect(result.spoken == "s")
    }

    @Test(
        "an argument that cannot be used is named, with its value and what would do",
        arguments: [
            (["count": "many"], "`count` is \"many\": it must be a whole number"),
            (["count": 1.5], "`count` is 1.5: it must be a whole number"),
            (["count": 1, "mood": "odd"], "`mood` is \"odd\": it must be one of glad, sad"),
            (["count": nil], "`echo` needs `count`: How often."),
        ] as [([String: JSONValue?], String)]
    )
    func refused(arguments: [String: JSONValue?], message: String) async {
        await #expect(throws: ToolError(.badArguments, message)) { try await run(arguments.mapValues { $0 ?? .null }) }
    }

    @Test("a tool that is not there is named, with those that are")
    func unknown() async {
        await #expect(throws: ToolError(.unknownTool, "there is no tool `ech`: there are echo")) {
            try await ToolBox([Echo()]).run(ToolCall(name: "ech"), in: context)
        }
    }

    @Test("a tool that takes too long is given up at its deadline")
    func deadline() async throws {
        let clock = ManualClock()
        let run = Task { try await ToolBox([Sleeper()], clock: clock).run(ToolCall(name: "sleeper"), in: context) }
        try await clock.sleeper(within: .seconds(5))
        clock.advance(by: .seconds(5))
        let error = await #expect(throws: ToolError.self) { try await run.value }
        #expect(error?.code == .timedOut)
    }

    @Test("the schema is one that models' servers take")
    func schema() {
        #expect(
            String(decoding: Echo().schema.json, as: UTF8.self) == """
                {"properties":{"count":{"description":"How often.","type":"integer"},\
                "loud":{"description":"Shout.","type":"boolean"},\
                "mood":{"description":"How.","enum":["glad","sad"],"type":"string"}},\
                "required":["count"],"type":"object"}
                """
        )
    }

    @Test("any JSON survives being read and written")
    func json() throws {
        let text = #"{"a":[1,2.5,-3,true,null],"b":{"c":"d/é\n"}}"#
        #expect(String(decoding: try JSONValue(json: Array(text.utf8)).json, as: UTF8.self) == text)
    }

    @Test(
        "numbers are written as they are read aloud",
        arguments: [
            (1.0, "1"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (-0.0000001, "0"), (1234567.125, "1234567.125"),
            (1e14, "100000000000000"),
        ]
    )
    func numbers(number: Double, text: String) {
        #expect(SpokenNumber.plain(number) == text)
    }
}
