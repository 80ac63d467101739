package import Intents
package import SpeechFrames
package import Tools

/// Does what a person asks for that needs no model: tools answer, commands are delivered.
package struct RequestDesk: Sendable {
    private let router: IntentRouter
    /// What is understood where no model answers; compiled when that happens first.
    private let lastResort: LastResort?
    /// What can be done; a model may have it done, too.
    package let tools: ToolBox
    /// How loud the answers are; `nil`: as they come.
    package let volume: VolumeDial?
    private let courier: CommandCourier
    private let undoesOnFailure: Bool
    private let warn: @Sendable (String) -> Void

    /// - Parameters:
    ///   - rules: what is understood; the router is compiled from them.
    ///   - tools: what the rules' tools are; also programs of the rules' own.
    ///   - courier: who takes commands away.
    ///   - volume: what the tool that changes the volume turns.
    ///   - fallbackThreshold: how sure it must be to do what is asked where no model answers; `nil`: as sure as ever.
    ///   - warn: is told what went wrong, for the log.
    /// - Throws: ``RuleError`` where a rule cannot be used.
    package init(
        _ rules: RuleSet,
        tools: ToolBox,
        courier: CommandCourier,
        volume: VolumeDial? = nil,
        fallbackThreshold: Double? = nil,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RuleError) {
        router = try IntentRouter(rules)
        lastResort = fallbackThreshold.map { LastResort(rules, threshold: $0) }
        self.tools = tools
        self.courier = courier
        self.volume = volume
        undoesOnFailure = rules.undoesOnFailure
        self.warn = warn
    }

    /// What `text` asks for; `nil` where it is for the model.
    package func request(in text: String, language: String?) -> RouteDecision? {
        let decision = router.route(text, language: language)
        return decision.kind == .conversation ? nil : decision
    }

    /// What `text` most likely asks for, where no model can be asked; `nil` where nothing fits.
    package func likelyRequest(in text: String, language: String?) -> RouteDecision? {
        let decision = lastResort?.router?.route(text, language: language) ?? .conversation
        return decision.kind == .conversation ? nil : decision
    }

    /// Does now what changes how loud the turn itself is, which has not begun.
    ///
    /// - Returns: what is to be said about it, by the places of the intents, for ``fulfil(_:in:settled:_:)``.
    /// - Throws: `CancellationError`.
    package func settle(_ decision: RouteDecision, in context: ToolContext) async throws -> [Int: String] {
        var settled: [Int: String] = [:]
        for (place, intent) in decision.intents.enumerated() where intent.rule.action == .tool(VolumeTool.toolName) {
            settled[place] = try await answer(intent, by: VolumeTool.toolName, context)
        }
        return settled
    }

    /// Does all that is asked for, in order, but for what is `settled`. What is to be said about each thing goes to `say` as soon as it is known.
    ///
    /// - Returns: the commands among it, with what came of them; `nil` where there are none.
    /// - Throws: What `say` throws, and `CancellationError`.
    package func fulfil(
        _ decision: RouteDecision,
        in context: ToolContext,
        settled: [Int: String] = [:],
        _ say: (String) async throws -> Void
    ) async throws -> Command? {
        var steps: [CommandStep] = []
        var done: [Done] = []
        var hasFailed = false
        for (place, intent) in decision.intents.enumerated() {
            var context = context
            context.step = place
            if let spoken = settled[place] {
                try await say(spoken)
                continue
            }
            switch intent.rule.action {
            case .tool(let name):
                guard !(hasFailed && undoesOnFailure) else { continue }
                try await say(try await answer(intent, by: name, context))
            case .command:
                var step = CommandStep(intent)
                defer { steps.append(step) }
                guard !(hasFailed && undoesOnFailure) else {
                    step.outcome = .skipped
                    continue
                }
                let (outcome, spoken) = try await carryOut(intent, context)
                step.outcome = outcome
                step.response = spoken
                try await say(spoken)
                if outcome == .done { done.append(Done(step: steps.count, intent: intent)) }
                hasFailed = hasFailed || outcome == .failed
            }
        }
        if hasFailed, undoesOnFailure { try await undo(done, &steps, context, say) }
        return Command(context, steps)
    }

    private struct Done {
        var step: Int
        var intent: RecognizedIntent
    }

    private func answer(_ intent: RecognizedIntent, by tool: String, _ context: ToolContext) async throws -> String {
        do {
            let result = try await tools.run(ToolCall(name: tool, arguments: intent.toolArguments), in: context)
            return intent.rule.response.map { $0.text(intent.slots.merging(result.slots) { $1 }, .said) }
                ?? result.spoken
        } catch let error as ToolError {
            warn("the tool \(tool): \(error)")
            return intent.failureResponse ?? error.spoken
        }
    }

    private func carryOut(
        _ intent: RecognizedIntent,
        _ context: ToolContext
    ) async throws -> (Command.Outcome?, String) {
        guard let delivery = intent.rule.delivery else { return (nil, intent.response) }
        do {
            let spoken = try await courier.deliver(.init(intent, context), by: delivery)
            return (.done, spoken ?? intent.response)
        } catch let error as ToolError {
            warn("the command \(intent.rule.intent): \(error)")
            return (.failed, intent.failureResponse ?? error.spoken)
        }
    }

    /// Takes back what was done and can be taken back, the last thing first.
    private func undo(
        _ done: [Done],
        _ steps: inout [CommandStep],
        _ context: ToolContext,
        _ say: (String) async throws -> Void
    ) async throws {
        var undone = 0
        for item in done.reversed() {
            guard let intent = router.undoing(item.intent), let delivery = intent.rule.delivery else { continue }
            do {
                _ = try await courier.deliver(.init(intent, context), by: delivery)
                steps[item.step].outcome = .undone
                undone += 1
            } catch let error as ToolError {
                warn("taking back the command \(item.intent.rule.intent): \(error)")
            }
        }
        if undone > 0 { try await say("So I took back what was done before it.") }
    }
}

extension CommandCourier.Parcel {
    fileprivate init(_ intent: RecognizedIntent, _ context: ToolContext) {
        self.init(
            intent: intent.rule.intent,
            entities: intent.arguments,
            confidence: intent.confidence,
            session: context.session,
            turn: context.turn
        )
    }
}

extension CommandStep {
    fileprivate init(_ intent: RecognizedIntent) {
        self.init(
            intent: intent.rule.intent,
            entities: intent.arguments,
            confidence: intent.confidence,
            response: intent.response
        )
    }
}

extension Command {
    /// `nil` where there are no steps.
    fileprivate init?(_ context: ToolContext, _ steps: [CommandStep]) {
        guard let first = steps.first else { return nil }
        self.init(
            session: context.session,
            turn: context.turn,
            intent: first.intent,
            entities: first.entities,
            confidence: first.confidence,
            response: first.response,
            outcome: first.outcome,
            steps: steps.count > 1 ? steps : nil
        )
    }
}

extension RecognizedIntent {
    /// A tool's arguments: texts, which it takes as the numbers that they are.
    fileprivate var toolArguments: [String: JSONValue] { arguments.mapValues { .string($0) } }

    /// What is said where it failed; `nil` where the rule says nothing.
    fileprivate var failureResponse: String? { rule.failure?.text(slots, .said) }
}

extension ToolResult {
    /// The members of the data that are texts or numbers.
    fileprivate var slots: [String: SlotValue] {
        (data.object ?? [:]).compactMapValues { value in
            (value.string ?? value.number.map { SpokenNumber.rounded($0) }).map { SlotValue(said: $0, value: $0) }
        }
    }
}
