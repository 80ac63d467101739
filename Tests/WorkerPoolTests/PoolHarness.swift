import Logging
import SpeechFrames
import Testing

@testable import WorkerPool

/// What a pool answered, put together by phrase.
struct Answers {
    /// The samples of a phrase, in the order of their offsets; `nil` once a piece came twice or too early.
    var samples: [PhraseID: [Int16]?] = [:]
    var synthesized: [PhraseID: Int] = [:]
    var failed: [PhraseID: Failed] = [:]
    var words: [PhraseID: [Int]] = [:]

    var count: Int { synthesized.count + failed.count }

    mutating func take(_ output: PoolOutput) throws {
        switch try output.frame.decode() {
        case .audio(let audio):
            let before = samples[output.phrase, default: []]
            samples[output.phrase] = before?.count == audio.offset ? before.map { $0 + audio.samples } : .some(nil)
            words[output.phrase, default: []] += audio.words.map(\.at)
        case .synthesized(let end):
            #expect(synthesized.updateValue(end.samples, forKey: output.phrase) == nil, "answered twice")
        case .failed(let failure):
            #expect(failed.updateValue(failure, forKey: output.phrase) == nil, "answered twice")
        default: Issue.record("a \(output.frame.type) frame came out of the pool")
        }
    }

    /// Whether every sample of the phrase came, once and in order.
    func isWhole(_ phrase: Phrase) -> Bool {
        let expected = [Int16](repeating: Int16(phrase.phrase), count: ScriptedWorker.samples)
        return samples[phrase.phraseID] == expected && synthesized[phrase.phraseID] == ScriptedWorker.samples
    }
}

/// Runs a pool for the length of `body`.
func withPool<Value: Sendable>(
    _ command: WorkerCommand = ScriptedWorker.command(),
    workers: Int = 3,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    configure: (inout WorkerPoolConfiguration) -> Void = { _ in },
    _ body: @Sendable (WorkerPool) async throws -> Value
) async throws -> Value {
    var configuration = WorkerPoolConfiguration(command: command)
    configuration.workers = workers
    configuration.stopGrace = .milliseconds(100)
    configure(&configuration)
    let pool = WorkerPool(configuration: configuration, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await pool.run() }
        let value = try await body(pool)
        group.cancelAll()
        try await group.waitForAll()
        return value
    }
}

extension WorkerPool {
    /// Submits the phrases and collects until all are answered.
    func answers(to phrases: [Phrase]) async throws -> Answers {
        for phrase in phrases { try await submit(phrase) }
        return try await answers(count: phrases.count)
    }

    /// Collects until so many phrases are answered.
    func answers(count: Int) async throws -> Answers {
        var answers = Answers()
        for await output in outputs {
            try answers.take(output)
            if answers.count == count { break }
        }
        return answers
    }
}
