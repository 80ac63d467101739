internal import SpeechFrames

/// The sound of phrases that come again and again: a greeting, a filler, the answer to what is asked each morning.
///
/// What is kept takes at most `limit` bytes; what was not used for the longest time goes first. A phrase is kept when it comes
/// for the second time, and only if it is short: an answer of hours neither fills the cache nor drives out what is in it.
struct SoundCache: Sendable {
    private struct Entry: Sendable {
        let sound: CachedSound
        let cost: Int
        var lastUse: Int
    }

    /// The longest phrase that is kept, in Unicode scalars: about 13 seconds of speech.
    static let longestText = 200

    /// How many bytes of sound and keys are kept; 0: nothing, and nothing is counted.
    var limit: Int {
        didSet { evict() }
    }

    private var entries: [SoundKey: Entry] = [:]
    private var seen = RecentHashes()
    private var uses = 0
    private var bytes = 0
    private var hits = 0
    private var misses = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// How it was used; `nil` while there is none.
    var status: CacheStatus? {
        limit > 0 ? CacheStatus(hits: hits, misses: misses, bytes: bytes, limit: limit) : nil
    }

    /// Whether nothing is kept.
    var isEmpty: Bool { entries.isEmpty }

    /// Whether the sound of the phrase is here.
    func contains(_ phrase: Phrase) -> Bool { !entries.isEmpty && entries[SoundKey(phrase)] != nil }

    /// The sound of the phrase, which counts as a hit.
    mutating func use(_ phrase: Phrase) -> CachedSound? {
        let key = SoundKey(phrase)
        guard let sound = entries[key]?.sound else { return nil }
        uses += 1
        hits += 1
        entries[key]?.lastUse = uses
        return sound
    }

    /// A worker has to speak the phrase, which counts as a miss.
    ///
    /// - Returns: whether its sound is worth being kept.
    mutating func miss(_ phrase: Phrase) -> Bool {
        guard limit > 0 else { return false }
        misses += 1
        guard phrase.text.unicodeScalars.prefix(Self.longestText + 1).count <= Self.longestText else { return false }
        return seen.note(SoundKey(phrase).hashValue)
    }

    /// Keeps the sound of the phrase, if there is room for it at all.
    mutating func keep(_ sound: CachedSound, of phrase: Phrase) {
        let key = SoundKey(phrase)
        let cost = sound.cost + key.cost + MemoryLayout<Entry>.stride
        guard cost <= limit else { return }
        uses += 1
        bytes += cost - (entries[key]?.cost ?? 0)
        entries[key] = Entry(sound: sound, cost: cost, lastUse: uses)
        evict()
    }

    /// Forgets all sound.
    mutating func removeAll() {
        entries = [:]
        bytes = 0
    }

    private mutating func evict() {
        while bytes > limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            bytes -= oldest.value.cost
            entries[oldest.key] = nil
        }
    }
}
