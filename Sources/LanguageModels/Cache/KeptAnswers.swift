/// Whole answers for a while. Pure: times are those of any steady clock.
///
/// They take at most `limit` bytes; what is too old goes, and then what was not used for the longest time.
struct KeptAnswers: Sendable {
    private struct Entry: Sendable {
        let pieces: [String]
        let cost: Int
        let born: Duration
        var lastUse: Int
    }

    /// How many bytes of answers and questions are kept; 0: nothing, and nothing is counted.
    private(set) var limit: Int

    /// How long an answer is kept.
    private(set) var age: Duration

    private var entries: [AnswerKey: Entry] = [:]
    private var uses = 0

    /// How many bytes are kept.
    private(set) var bytes = 0

    /// How often an answer was found.
    private(set) var hits = 0

    /// How often none was.
    private(set) var misses = 0

    init(limit: Int, age: Duration) {
        self.limit = limit
        self.age = age
    }

    /// Keeps so many bytes, for so long, from now on.
    mutating func take(limit: Int, age: Duration, now: Duration) {
        (self.limit, self.age) = (limit, age)
        evict(now)
    }

    /// The answer in the pieces in which it came; counted as a hit or a miss.
    mutating func answer(to key: AnswerKey, now: Duration) -> [String]? {
        guard limit > 0 else { return nil }
        evict(now)
        guard let pieces = entries[key]?.pieces else {
            misses += 1
            return nil
        }
        hits += 1
        uses += 1
        entries[key]?.lastUse = uses
        return pieces
    }

    /// Keeps an answer, if there is room for it at all.
    mutating func keep(_ pieces: [String], to key: AnswerKey, now: Duration) {
        let text = pieces.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count }
        let cost = text + key.cost + MemoryLayout<Entry>.stride
        guard cost <= limit, !pieces.isEmpty else { return }
        uses += 1
        bytes += cost - (entries[key]?.cost ?? 0)
        entries[key] = Entry(pieces: pieces, cost: cost, born: now, lastUse: uses)
        evict(now)
    }

    /// Forgets all answers.
    mutating func removeAll() {
        entries = [:]
        bytes = 0
    }

    private mutating func evict(_ now: Duration) {
        for (key, entry) in entries where now - entry.born > age { drop(key, entry) }
        while bytes > limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            drop(oldest.key, oldest.value)
        }
    }

    private mutating func drop(_ key: AnswerKey, _ entry: Entry) {
        bytes -= entry.cost
        entries[key] = nil
    }
}
