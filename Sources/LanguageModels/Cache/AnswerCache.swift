private import Synchronization

/// Whole answers of one model's server, for questions that are asked again within a while. In memory only.
package final class AnswerCache: Sendable {
    /// How it was used since it was made, and how much is in it.
    package struct Use: Sendable, Equatable {
        package var hits: Int
        package var misses: Int
        /// How much is kept, in bytes.
        package var bytes: Int
        /// How much may be kept, in bytes; 0: nothing is.
        package var limit: Int
    }

    private let kept: Mutex<KeptAnswers>
    private let now: @Sendable () -> Duration

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - limit: how many bytes of answers, and of the questions to them, are kept; 0: none.
    ///   - age: how long an answer is kept.
    ///   - now: the time of any steady clock.
    package init(limit: Int, age: Duration, now: @escaping @Sendable () -> Duration) {
        kept = Mutex(KeptAnswers(limit: limit, age: age))
        self.now = now
    }

    /// How it was used.
    package var use: Use {
        kept.withLock { Use(hits: $0.hits, misses: $0.misses, bytes: $0.bytes, limit: $0.limit) }
    }

    /// Keeps so many bytes, for so long, from now on.
    package func take(limit: Int, age: Duration) {
        kept.withLock { $0.take(limit: limit, age: age, now: now()) }
    }

    /// Forgets all answers.
    package func removeAll() { kept.withLock { $0.removeAll() } }

    func answer(to key: AnswerKey) -> [String]? { kept.withLock { $0.answer(to: key, now: now()) } }

    func keep(_ pieces: [String], to key: AnswerKey) { kept.withLock { $0.keep(pieces, to: key, now: now()) } }
}
