internal import LanguageModels
private import Synchronization
internal import Tools

/// A model that may have tools run while it answers, for one turn: what it asks for is done, and it goes on with what came of it.
///
/// What it writes before and after is one answer. After ``rounds`` it is asked without tools, so that it has to answer.
struct ToolUsingModel: LanguageModel {
    /// How often a model may ask for tools in one answer.
    static let rounds = 8

    /// How many tools are run at one request; the others are told that it is too much.
    private static let mostCalls = 16

    private let model: any LanguageModel
    private let tools: ToolBox
    private let context: ToolContext

    /// `model` with the tools of a box, which are called from `context`.
    init(_ model: any LanguageModel, tools: ToolBox, context: ToolContext) {
        self.model = model
        self.tools = tools
        self.context = context
    }

    var startsAnew: Bool { model.startsAnew }
    var joinsWords: Bool { model.joinsWords }

    func prepare(_ question: Question) async throws(ModelError) { try await model.prepare(question) }

    func isLoading(_ question: Question) async -> Bool { await model.isLoading(question) }

    func checkHealth() async throws(ModelError) { try await model.checkHealth() }

    func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        var question = question
        question.tools = tools.tools.map { ToolDefinition($0) }
        let answer = Mutex(ToolRound())
        var runs = 0
        for round in 0...Self.rounds {
            if round == Self.rounds { question.tools = [] }
            try await model.answer(question) { event in
                switch event {
                case .text(let piece): try await receive(.text(answer.withLock { $0.take(piece) }))
                case .toolCalls(let requests): answer.withLock { $0.requests += requests }
                case .finished where answer.withLock({ !$0.requests.isEmpty }) && round < Self.rounds: break
                default: try await receive(event)
                }
            }
            let (said, requests) = answer.withLock { $0.next() }
            guard !requests.isEmpty, round < Self.rounds else { return }
            do { try await receive(.pause) } catch { throw ModelError(thrownByReceiver: error) }
            question.add(said, requests)
            for (place, request) in requests.enumerated() {
                let result = try await run(request, step: runs, isTooMany: place >= Self.mostCalls)
                runs += 1
                question.messages.append(ChatMessage(role: .tool, content: result, answers: request))
            }
        }
    }

    /// What the model is told: a tool that fails is no failure of the answer.
    private func run(_ request: ToolRequest, step: Int, isTooMany: Bool) async throws(ModelError) -> String {
        do {
            guard !isTooMany else {
                throw ToolError(.unavailable, "at most \(Self.mostCalls) tools are run at a time")
            }
            guard let arguments = JSONValue(text: request.arguments)?.object else {
                throw ToolError(.badArguments, "the arguments are not a JSON object")
            }
            let call = ToolCall(id: request.id ?? "", name: request.name, arguments: arguments)
            var context = context
            context.step = step
            return Self.text(try await tools.run(call, in: context))
        } catch let error as ToolError {
            return Self.text(error.result)
        } catch is CancellationError {
            throw ModelError(code: .cancelled, message: "the turn was stopped while a tool ran")
        } catch {
            return Self.text(ToolError(.failed, "\(error)").result)
        }
    }

    private static func text(_ result: ToolResult) -> String { result.data.text }
}

/// What comes of one question within an answer, and how it is joined to what came before.
private struct ToolRound {
    var requests: [ToolRequest] = []
    private var said = ""
    /// Whether words came before this round, and what they end with.
    private var last: Unicode.Scalar?
    private var joins = false

    mutating func take(_ piece: String) -> String {
        said += piece
        defer { last = piece.unicodeScalars.last ?? last }
        guard joins, let first = piece.unicodeScalars.first else { return piece }
        joins = false
        let isApart = first.properties.isWhitespace || last?.properties.isWhitespace ?? true
        return isApart ? piece : " " + piece
    }

    /// What was said and asked for; the next round begins.
    mutating func next() -> (said: String, requests: [ToolRequest]) {
        defer {
            said = ""
            requests = []
            joins = last != nil
        }
        return (said, requests)
    }
}

extension ToolDefinition {
    /// The tool as a model is told of it.
    init(_ tool: any Tool) {
        self.init(
            name: tool.name,
            description: tool.description,
            parameters: tool.schema.text
        )
    }
}

extension Question {
    /// Adds what the model has said and asked for; an answer that goes on is one message.
    fileprivate mutating func add(_ said: String, _ requests: [ToolRequest]) {
        var before = ""
        if messages.last?.role == .assistant { before = messages.removeLast().content }
        messages.append(ChatMessage(role: .assistant, content: before + said, toolCalls: requests))
    }
}
