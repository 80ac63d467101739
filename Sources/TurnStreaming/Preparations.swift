import LanguageModels
import Logging
import SpeechFrames
private import Synchronization
import Tools

/// Has the model's server made ready for questions that are about to come. One question's preparation ends when the question
/// comes: the server has read by then what it has read, and the question must not wait behind the rest.
final class Preparations: Sendable {
    /// How many are under way at once; a further one is left out, for it would only take the server's time from answers.
    static let limit = 4
    /// How long one may take: a model may have to be loaded.
    private static let patience = Duration.seconds(120)

    private let model: any LanguageModel
    private let defaults: LiveValue<TurnDefaults>
    private let tools: LiveValue<[ToolDefinition]>
    private let logger: Logger
    private let running = Mutex<[String: Interruption]>([:])
    private let requests: AsyncStream<(Prepare, Interruption)>
    private let input: AsyncStream<(Prepare, Interruption)>.Continuation

    init(_ model: any LanguageModel, _ defaults: TurnDefaults, tools: ToolBox = ToolBox(), logger: Logger) {
        self.model = model
        self.defaults = LiveValue(defaults)
        self.tools = LiveValue(tools.tools.map { ToolDefinition($0) })
        self.logger = logger
        (requests, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.limit))
    }

    /// Prepares for a question, in place of an earlier preparation of its session.
    func begin(_ prepare: Prepare) {
        let session = prepare.session
        end(session)
        let interruption = running.withLock { running -> Interruption? in
            guard running.count < Self.limit else { return nil }
            let interruption = Interruption()
            running[session] = interruption
            return interruption
        }
        guard let interruption else { return }
        if case .dropped = input.yield((prepare, interruption)) { leave(session, interruption) }
    }

    /// Prepares for questions with other `defaults` from now on.
    func take(_ defaults: TurnDefaults) {
        self.defaults.change { _ in defaults }
    }

    /// Prepares for questions with other `tools` from now on.
    func take(_ tools: ToolBox) {
        self.tools.change { _ in tools.tools.map { ToolDefinition($0) } }
    }

    /// The session's question has come.
    func end(_ session: String) {
        running.withLock { $0.removeValue(forKey: session) }?.fire()
    }

    /// Prepares until the task is cancelled; with `warmingUp` also for the first question of all.
    func run(warmingUp: Bool = false) async {
        await withDiscardingTaskGroup { group in
            if warmingUp { group.addTask { await self.warmUp() } }
            for await (prepare, interruption) in requests {
                group.addTask { await self.perform(prepare, interruption) }
            }
        }
    }

    /// Has the model loaded, so that the first question does not wait for that.
    private func warmUp() async {
        do throws(ModelError) {
            try await model.prepare(Question(warming: defaults.current))
            logger.info("the model is loaded")
        } catch {
            if error.code != .cancelled { logger.info("the model could not be loaded yet: \(error.message)") }
        }
    }

    private func perform(_ prepare: Prepare, _ interruption: Interruption) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do throws(ModelError) {
                    try await self.model.prepare(self.question(for: prepare))
                } catch {
                    if error.code != .cancelled { self.logger.info("not prepared: \(error.message)") }
                }
            }
            group.addTask { await interruption.wait() }
            group.addTask { try? await Task.sleep(for: Self.patience) }
            await group.next()
            group.cancelAll()
        }
        leave(prepare.session, interruption)
    }

    private func question(for prepare: Prepare) -> Question {
        var question = Question(preparing: prepare, defaults.current)
        // A model reads of its tools before anything else.
        question.tools = tools.current
        return question
    }

    private func leave(_ session: String, _ interruption: Interruption) {
        running.withLock { running in
            if running[session] === interruption { running[session] = nil }
        }
    }
}

extension Question {
    /// Nothing is asked: the model is only loaded.
    fileprivate init(warming defaults: TurnDefaults) {
        // Which model will answer depends on what is asked, and is known only then; most often it is this one.
        self.init(Ask(session: "", turn: 0, text: "", model: defaults.model), defaults)
        messages = []
    }

    /// What will be asked, as far as it is known: it begins as the question will, so that what the server reads of it is read
    /// for the question, too.
    init(preparing prepare: Prepare, _ defaults: TurnDefaults) {
        self.init(prepare.ask, defaults)
        if prepare.text?.isEmpty ?? true { messages.removeLast() }
    }
}
