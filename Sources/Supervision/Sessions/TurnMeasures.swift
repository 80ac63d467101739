internal import SpeechFrames

/// What the stages' frames have told of a turn that is only to be measured.
struct TurnMeasures: Sendable {
    /// When its text was at its end.
    private(set) var textEnded: ContinuousClock.Instant?
    /// Whether llm-streamer was asked.
    private(set) var isAsked = false
    /// When the first phrase was heard of.
    private(set) var phraseCame: ContinuousClock.Instant?
    private(set) var tokens = 0
    private(set) var phrases: Int?
    private(set) var fallbacks = 0
    private(set) var isCached = false
    private(set) var failedPhrases = 0
    private(set) var latePhrases = 0

    mutating func ask() { isAsked = true }

    mutating func takePhrase(at now: ContinuousClock.Instant) { phraseCame = phraseCame ?? now }

    mutating func take(_ end: End, at now: ContinuousClock.Instant) {
        textEnded = textEnded ?? now
        phrases = end.phrases
        // After the streamer's death there is a second one, of the rest.
        tokens += end.tokens ?? 0
        fallbacks += end.fallbacks ?? 0
        isCached = end.cached == true
    }

    /// Notes a failure that was not noted before.
    mutating func take(_ failed: Failed) {
        // A piece of a phrase that is none was dropped; the phrase goes on.
        guard failed.phrase != nil, failed.code != "audio_refused" else { return }
        failedPhrases += 1
        if failed.stage == Stage.ttsWorkers.name, failed.code == "deadline" { latePhrases += 1 }
    }
}
