import CommandOptions
import ServiceRuntime
import SpeechFrames

/// How soon an answer would be heard on this machine: the model is really asked, and the answer played where nobody hears it.
struct AnswerCheck: Sendable {
    private static let subject = "answer"
    /// How long it may take: a model may have to be loaded first.
    private static let patience = Duration.seconds(90)

    /// As the hub's health has it: a person waits two seconds, and not five.
    private static let good = Duration.seconds(2)
    private static let bad = Duration.seconds(5)

    func run() async -> [Finding] {
        let start = ContinuousClock.now
        let watch = AnswerWatch()
        let ask = Ask(session: "", turn: 0, text: "Say hello in one short sentence.", output: "null", cache: false)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await HubClient().exchange(.ask(ask)) { watch.take($0) } }
                group.addTask { try await Task.sleep(for: Self.patience) }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch let failure as ProgramFailure {
            return [Finding(Self.subject, .skipped, failure.message)]
        } catch {
            return [Finding(Self.subject, .failure, "\(error)")]
        }
        guard let outcome = watch.outcome else {
            return [Finding(Self.subject, .failure, "no answer was heard within \(Self.patience)", advice: Self.advice)]
        }
        if let failure = outcome.failure { return [Finding(Self.subject, .failure, failure)] }
        return outcome.heard.map { [Self.verdict(on: start.duration(to: $0))] } ?? []
    }

    static func verdict(on time: Duration) -> Finding {
        let milliseconds = Int(time / .milliseconds(1))
        let detail = "an answer is heard \(milliseconds) ms after the question"
        return switch time {
        case ..<good: Finding(subject, .ok, detail)
        case ..<bad: Finding(subject, .warning, "\(detail): people find that slow", advice: advice)
        default: Finding(subject, .failure, "\(detail): people give up before", advice: advice)
        }
    }

    private static let advice =
        "take a smaller model, keep it loaded (keep_alive), or run Ollama on a faster machine (ollama_url)"
}
