package import Intents
package import SpeechFrames
private import Synchronization
package import Tools

/// What has been said once, and need not be said again.
final class Noted: Sendable {
    private let names = Mutex<Set<String>>([])

    /// Whether `name` is noted for the first time.
    func note(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }
}

extension RequestDesk {
    /// Does now what changes how loud the turn itself is, which has not begun.
    ///
    /// - Returns: what is to be said about it, by the places of the intents, for ``fulfil(_:in:isRenewed:settled:_:)``.
    /// - Throws: `CancellationError`.
    package func settle(
        _ decision: RouteDecision,
        in context: ToolContext,
        isRenewed: Bool = false
    ) async throws -> [Int: String] {
        var settled: [Int: String] = [:]
        for (place, intent) in decision.intents.enumerated() where intent.rule.action == .tool(VolumeTool.toolName) {
            var context = context
            context.step = place
            settled[place] = try await once(intent, context, isRenewed).spoken
        }
        return settled
    }

    /// Does all that is asked for, in order, but for what is `settled`. What is to be said about each thing goes to `say` as soon
    /// as it is known.
    ///
    /// A turn that is asked again after a process's death `isRenewed`: what is known to have been done is not done again, and of
    /// what was only begun it is said that nobody knows.
    ///
    /// - Returns: the commands among it, with what came of them; `nil` where there are none.
    /// - Throws: What `say` throws, and `CancellationError`.
    package func fulfil(
        _ decision: RouteDecision,
        in context: ToolContext,
        isRenewed: Bool = false,
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
            let isSkipped = hasFailed && rules.undoesOnFailure
            guard intent.rule.action == .command else {
                if !isSkipped { try await say(try await once(intent, context, isRenewed).spoken) }
                continue
            }
            var step = CommandStep(intent)
            defer { steps.append(step) }
            guard !isSkipped else {
                step.outcome = .skipped
                continue
            }
            let result = try await once(intent, context, isRenewed)
            step.outcome = result.outcome
            step.response = result.spoken
            try await say(result.spoken)
            if result.outcome == .done { done.append(Done(step: steps.count, intent: intent, context: context)) }
            hasFailed = hasFailed || result.outcome == .failed
        }
        if hasFailed, rules.undoesOnFailure { try await undo(done, &steps, isRenewed, say) }
        return Command(context, steps)
    }

    private struct Done {
        var step: Int
        var intent: RecognizedIntent
        var context: ToolContext
    }

    /// What is said about a part of which it is only known that it was begun.
    private static let lost = DeedLog.Result(
        outcome: .unknown,
        spoken: "Something went wrong on my side, and I don't know whether that was done."
    )

    /// Does one part of a request, unless that was begun before this process was started.
    private func once(
        _ intent: RecognizedIntent,
        _ context: ToolContext,
        _ isRenewed: Bool
    ) async throws -> DeedLog.Result {
        switch intent.rule.action {
        case .tool(let name):
            let isRepeatable = tools[name]?.isRepeatable ?? true
            return try await once(DeedLog.Place(context), isRenewed, isRepeatable: isRepeatable) {
                DeedLog.Result(spoken: try await answer(intent, by: name, context))
            }
        case .command:
            return try await once(DeedLog.Place(context), isRenewed) { try await carryOut(intent, context) }
        }
    }

    private func once(
        _ place: DeedLog.Place,
        _ isRenewed: Bool,
        isRepeatable: Bool = false,
        _ body: () async throws -> DeedLog.Result
    ) async throws -> DeedLog.Result {
        guard let deeds else { return try await body() }
        if isRenewed, let known = deeds.recall(place) { return known ?? Self.lost }
        if !isRepeatable { deeds.begin(place) }
        let result = try await body()
        // What is said about the rest of a request must be the same again; one that is only asked for leaves no trace.
        if !isRepeatable || deeds.knows(session: place.session, turn: place.turn) { deeds.end(place, result) }
        return result
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

    private func carryOut(_ intent: RecognizedIntent, _ context: ToolContext) async throws -> DeedLog.Result {
        guard let delivery = intent.rule.delivery ?? rules.delivery else { return unheard(intent) }
        // Whoever reads the frame says no word about it.
        if delivery == CommandDelivery.frames { return DeedLog.Result(spoken: intent.response) }
        do {
            let spoken = try await courier.deliver(.init(intent, context), by: delivery)
            return DeedLog.Result(outcome: .done, spoken: spoken ?? intent.response)
        } catch let error as ToolError {
            warn("the command \(intent.rule.intent): \(error)")
            return DeedLog.Result(outcome: .failed, spoken: intent.failureResponse ?? error.spoken)
        }
    }

    /// Nobody carries it out: that is said, and how that is changed, once, in the log.
    private func unheard(_ intent: RecognizedIntent) -> DeedLog.Result {
        let name = intent.rule.intent
        if unheard.note(name) {
            warn(
                "nobody carries out \(name): give its rule a `delivery` in the file that the setting `rules` names, "
                    + "`delivery: \(CommandDelivery.frames)` where a reader of the command frames does it"
            )
        }
        return DeedLog.Result(spoken: "I understood, but that isn't set up yet.")
    }

    /// Takes back what was done and can be taken back, the last thing first.
    private func undo(
        _ done: [Done],
        _ steps: inout [CommandStep],
        _ isRenewed: Bool,
        _ say: (String) async throws -> Void
    ) async throws {
        var undone = 0
        for item in done.reversed() {
            guard let intent = router.undoing(item.intent), let delivery = intent.rule.delivery ?? rules.delivery,
                delivery != CommandDelivery.frames
            else { continue }
            var place = DeedLog.Place(item.context)
            place.isUndo = true
            let result = try await once(place, isRenewed) {
                do {
                    _ = try await courier.deliver(.init(intent, item.context), by: delivery)
                    return DeedLog.Result(outcome: .undone, spoken: "")
                } catch let error as ToolError {
                    warn("taking back the command \(item.intent.rule.intent): \(error)")
                    return DeedLog.Result(outcome: .done, spoken: "")
                }
            }
            steps[item.step].outcome = result.outcome
            if result.outcome == .undone { undone += 1 }
        }
        if undone > 0 { try await say("So I took back what was done before it.") }
    }
}

extension DeedLog.Place {
    fileprivate init(_ context: ToolContext) {
        self.init(session: context.session, turn: context.turn, step: context.step)
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
