package import SpeechFrames

extension PoolState {
    /// How the cache was used; `nil` while there is none.
    package var cacheStatus: CacheStatus? { cache.status }

    /// Forgets all sound.
    mutating func forgetSound() { cache.removeAll() }

    /// Whether the phrase needs no worker.
    func isKnown(_ phrase: Phrase) -> Bool { known.contains(phrase) }

    private var known: KnownPhrases {
        KnownPhrases(cache: cache, secondTries: secondTries, isCaching: configuration.isCaching)
    }

    /// Notes that a worker has to speak the phrase.
    ///
    /// - Returns: whether its sound is to be kept.
    mutating func miss(_ phrase: Phrase) -> Bool { (phrase.cache ?? configuration.isCaching) && cache.miss(phrase) }

    /// Answers the phrases whose turn it is and whose sound is here, as far as the answers have room.
    mutating func answerKnown(now: Duration) {
        while hasRoomForOutput, let phrase = next(isKnown: true, now: now), let sound = cache.use(phrase) {
            for output in sound.answers(to: phrase.phraseID) { pass(output, now: now) }
            unanswered.remove(phrase.phraseID)
            schedule.ended(phrase.phraseID)
        }
    }

    /// Takes the next phrase from the schedule, of those that need no worker or of the others.
    mutating func next(isKnown: Bool, now: Duration) -> Phrase? {
        if cache.isEmpty { return isKnown ? nil : schedule.next(now: now) }
        let known = known
        return schedule.next(now: now) { known.contains($0) == isKnown }
    }
}
