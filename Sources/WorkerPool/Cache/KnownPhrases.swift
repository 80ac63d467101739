internal import SpeechFrames

/// Which phrases need no worker.
struct KnownPhrases {
    let cache: SoundCache
    /// Phrases of which a part was passed on: they go on where that ended, in the middle of another synthesis.
    let secondTries: [PhraseID: PhraseCheck]
    /// Whether the cache is used for phrases that do not say so themselves.
    let isCaching: Bool

    /// Whether the phrase's sound is here and may be used.
    func contains(_ phrase: Phrase) -> Bool {
        (phrase.cache ?? isCaching) && secondTries[phrase.phraseID] == nil && cache.contains(phrase)
    }
}
