import LanguageModels
import SpeechFrames
import Synchronization
import TestSupport
import Testing
import Tools

@testable import TurnStreaming

@Suite("A model may have tools run while it answers", .timeLimit(.minutes(5)))
struct ToolUsingModelTests {
    /// Doubles a number; refuses 13, and hangs at 99.
    private struct Doubler: Tool {
        let name = "double"
        let description = "Doubles a number."
        let parameters = [ToolParameter("number", .number, "The number.")]
        let runs: Runs

        func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
            let number = arguments["number"]?.number ?? 0
            runs.list.withLock { $0.append(context) }
            if number == 13 { throw ToolError(.failed, "13 is not doubled") }
            if number == 99 { try await hang() }
            return ToolResult(spoken: "It is \(number * 2).", data: ["double": .number(number * 2)])
        }
    }

    private final class Runs: Sendable {
        let list = Mutex<[ToolContext]>([])
        var contexts: [ToolContext] { list.withLock { $0 } }
    }

    private func call(_ arguments: String, id: String? = "c") -> ModelEvent {
        .toolCalls([ToolRequest(id: id, name: "double", arguments: arguments)])
    }

    private let runs = Runs()

    private func answer(
        by model: ConversingModel,
        clock: ManualClock = ManualClock(),
        ask: Ask = Ask(session: "s", turn: 3, text: "?", language: "en")
    ) async throws -> FrameLog {
        let emitted = FrameLog()
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: clock,
            tools: ToolBox([Doubler(runs: runs)], clock: clock),
            emit: { try await emitted.append($0) }
        )
        try await streamer.answer(ask)
        return emitted
    }

    @Test("a tool is run, the model goes on with what came of it, and all its words are one answer")
    func one() async throws {
        let model = ConversingModel([.text("Let me"), .text(" see."), call(#"{"number":4}"#)], [.text("It is eight.")])
        let log = try await answer(by: model)
        #expect(log.text == "Let me see. It is eight.")
        #expect(log.phrases == ["Let me see.", "It is eight."])
        guard case .end(let end) = log.frames.last else { throw SetupError("no end") }
        #expect(end.phrases == 2 && end.reason == .stop && end.textEnd == 24)
        #expect(model.questions[0].tools.map(\.name) == ["double"])
        #expect(model.questions[0].tools.first?.parameters.contains(#""required":["number"]"#) == true)
        let request = ToolRequest(id: "c", name: "double", arguments: #"{"number":4}"#)
        #expect(
            model.questions[1].messages.suffix(2) == [
                ChatMessage(role: .assistant, content: "Let me see.", toolCalls: [request]),
                ChatMessage(role: .tool, content: #"{"double":8}"#, answers: request),
            ]
        )
        #expect(runs.contexts == [ToolContext(session: "s", turn: 3, language: "en")])
    }

    @Test("several tools at once are run in their order, and each result is told with its call")
    func several() async throws {
        let requests = (1...3).map { ToolRequest(id: "c\($0)", name: "double", arguments: #"{"number":\#($0)}"#) }
        let model = ConversingModel([.toolCalls([requests[0]]), .toolCalls(Array(requests[1...]))], [.text("Done.")])
        #expect(try await answer(by: model).text == "Done.")
        let results = model.questions[1].messages.filter { $0.role == .tool }
        #expect(results.map(\.content) == [#"{"double":2}"#, #"{"double":4}"#, #"{"double":6}"#])
        #expect(results.map(\.answers) == requests)
    }

    @Test(
        "a tool that cannot be run is told to the model, which answers all the same",
        arguments: [
            (#"{"number":13}"#, "13 is not doubled"), ("not JSON", "not a JSON object"), ("[1]", "not a JSON object"),
            (#"{"numbr":1}"#, "bad_arguments"),
        ]
    )
    func fails(arguments: String, told: String) async throws {
        let model = ConversingModel([call(arguments)], [.text("Sorry.")])
        #expect(try await answer(by: model).text == "Sorry.")
        #expect(model.questions[1].messages.last?.content.contains(told) == true)
    }

    @Test("a tool that does not exist is told so")
    func unknown() async throws {
        let model = ConversingModel([.toolCalls([ToolRequest(name: "fly", arguments: "{}")])], [.text("I can't.")])
        #expect(try await answer(by: model).text == "I can't.")
        #expect(model.questions[1].messages.last?.content.contains("unknown_tool") == true)
    }

    @Test("a tool that hangs is given up at its deadline, and what was said before it is spoken meanwhile")
    func hangs() async throws {
        let clock = ManualClock()
        let model = ConversingModel([.text("One moment please, I"), call(#"{"number":99}"#)], [.text(" failed.")])
        async let log = answer(by: model, clock: clock)
        #expect(await eventually { !runs.contexts.isEmpty })
        try await clock.sleeper(within: .seconds(5))
        // In steps, as time passes: the phrase timer sleeps, too.
        let isAskedAgain = await eventually {
            clock.advance(by: .seconds(1))
            return model.questions.count == 2
        }
        #expect(isAskedAgain)
        #expect(try await log.text == "One moment please, I failed.")
        #expect(model.questions[1].messages.last?.content.contains("timed_out") == true)
    }

    @Test("after eight rounds the model is asked without tools")
    func endless() async throws {
        let model = ConversingModel([call(#"{"number":1}"#)])
        let log = try await answer(by: model)
        #expect(model.questions.count == ToolUsingModel.rounds + 1)
        #expect(model.questions.dropLast().allSatisfy { !$0.tools.isEmpty })
        #expect(model.questions.last?.tools.isEmpty == true)
        #expect(runs.contexts.count == ToolUsingModel.rounds)
        #expect(log.frames.last?.type == .end)
    }

    @Test("more calls at once than are reasonable are told to be too many")
    func flood() async throws {
        let request = ToolRequest(name: "double", arguments: #"{"number":1}"#)
        let model = ConversingModel([.toolCalls(Array(repeating: request, count: 40))], [.text("Done.")])
        #expect(try await answer(by: model).text == "Done.")
        #expect(runs.contexts.count == 16)
        #expect(model.questions[1].messages.filter { $0.role == .tool }.count == 40)
    }

    @Test("an answer that goes on after it was lost is one message with what is said then")
    func lost() async throws {
        let model = ConversingModel([.text(" dark."), call(#"{"number":1}"#)], [.text("Two.")])
        let log = try await answer(by: model, ask: Ask(session: "s", turn: 1, text: "?", answered: "It was"))
        // The asker has the beginning.
        #expect(log.text == " dark. Two.")
        #expect(model.questions[1].messages.map(\.role) == [.user, .assistant, .tool])
        #expect(model.questions[1].messages[1].content == "It was dark.")
    }
}
