package import Settings
package import SpeechFrames

/// What could be set otherwise, judged by what was measured. Nothing is recommended that rests on fewer than ``fewestTurns``.
///
/// | measured | setting |
/// |---|---|
/// | the first phrase waits for the whole answer | `enabled` |
/// | the first phrase leaves only when its time is over | `max_buffer_time` |
/// | half of the answers are heard late | `filler_after` |
/// | the first token is late after a pause only: the model was loaded anew | `keep_alive` |
/// | the model failed, and nobody stood in | `fallback_enabled` |
/// | speech has gaps, and voices take long | `audio_concurrency` |
/// | the output ran dry, though voices are quick | `latency` |
/// | workers were late with phrases | `phrase_deadline` |
/// | kept sound is used, and its room is full | `audio_cache` |
/// | sessions were refused for want of room | `max_sessions` |
package struct Recommendations: Sendable {
    /// On how many turns a recommendation rests, at least.
    package static let fewestTurns = 10
    /// How long ago those turns may have ended.
    package static let window = Duration.seconds(3_600)
    /// What is recommended for shares of the turns: what happens to fewer may be chance.
    private static let share = 0.1
    /// From here on an answer is late.
    private static let lateSound = Duration.seconds(2)

    let turns: [TurnReport]
    let processes: [ProcessStatus]
    /// How many turns were refused since the start, by their codes.
    let refusals: [String: Int]
    let settings: EffectiveSettings

    private var asks: [TurnReport] { turns.filter { $0.kind == .ask } }
    private var synthesis: SynthesisMeasures? { processes.lazy.compactMap(\.synthesis).first }

    /// `turns`: the last ones first.
    package init(
        turns: [TurnReport],
        processes: [ProcessStatus],
        refusals: [String: Int] = [:],
        settings: EffectiveSettings
    ) {
        self.turns = turns
        self.processes = processes
        self.refusals = refusals
        self.settings = settings
    }

    /// All of them.
    package var all: [Recommendation] {
        [
            enabled, maxBufferTime, fillerAfter, keepAlive, fallbackEnabled, audioConcurrency, latency,
            phraseDeadline, audioCache, maxSessions,
        ].compactMap(\.self)
    }

    // MARK: - Until something is heard

    /// From an answer's first token to its first phrase, of each that has both.
    private var phraseWaits: [Duration] {
        asks.compactMap { turn in
            guard let token = turn.firstToken, let phrase = turn.firstPhrase else { return nil }
            return max(.zero, phrase - token)
        }
    }

    private var enabled: Recommendation? {
        guard !settings[.enabled], let wait = phraseWaits.median(ofAtLeast: Self.fewestTurns), wait >= .seconds(1)
        else { return nil }
        return Recommendation(
            .enabled,
            true,
            in: settings,
            "Half of \(phraseWaits.count) answers were written for \(wait.words) or longer before they were spoken.",
            "Answers are spoken while they are written."
        )
    }

    private var maxBufferTime: Recommendation? {
        let waits = phraseWaits
        let limit = settings[.maxBufferTime]
        let timedOut = waits.count { $0 >= limit * 9 / 10 }
        guard settings[.enabled], waits.count >= Self.fewestTurns, timedOut * 2 >= waits.count, limit > .seconds(1)
        else { return nil }
        return Recommendation(
            .maxBufferTime,
            max(.milliseconds(500), limit / 2),
            in: settings,
            "Of \(waits.count) answers \(timedOut) had their first phrase only when `max_buffer_time` was over.",
            "A first phrase that has no end leaves sooner, and is heard sooner."
        )
    }

    private var fillerAfter: Recommendation? {
        let sounds = asks.compactMap(\.firstSound)
        guard settings[.fillerAfter] == .zero, !settings[.fillers].isEmpty,
            let half = sounds.median(ofAtLeast: Self.fewestTurns), half >= Self.lateSound
        else { return nil }
        return Recommendation(
            .fillerAfter,
            .seconds(1),
            in: settings,
            "Half of \(sounds.count) answers were heard only after \(half.words) or later.",
            "A few words tell the person that the answer comes; it does not come sooner for that."
        )
    }

    private var keepAlive: Recommendation? {
        guard settings[.provider] == .ollama, settings[.keepAlive] != "-1" else { return nil }
        let tokens = asks.compactMap(\.firstToken)
        guard let half = tokens.median(ofAtLeast: Self.fewestTurns), half < Self.lateSound else { return nil }
        let slow = max(.seconds(5), half * 5)
        let late = zip(turns, turns.dropFirst()).count { turn, before in
            guard turn.kind == .ask, let token = turn.firstToken, token >= slow else { return false }
            let pause = turn.start.milliseconds - before.start.milliseconds - before.duration.wholeMilliseconds
            return Duration.milliseconds(pause) >= Self.unloadingPause
        }
        guard late >= 3 else { return nil }
        return Recommendation(
            .keepAlive,
            "-1",
            in: settings,
            "After a pause of minutes \(late) answers took \(slow.words) or longer to begin; half of all took \(half.words).",
            "The server keeps the model loaded, so that it need not be loaded anew after a pause."
        )
    }

    /// After how long a pause a server that keeps a model for five minutes, as Ollama does, may have let go of it.
    private static let unloadingPause = Duration.seconds(240)

    private var fallbackEnabled: Recommendation? {
        let failed = asks.count { $0.outcome == .failed && $0.failedStage == "llm-streamer" }
        guard !settings[.fallbackEnabled], isMuch(failed, of: asks.count) else { return nil }
        return Recommendation(
            .fallbackEnabled,
            true,
            in: settings,
            "Of \(asks.count) questions \(failed) were not answered, for the model had failed.",
            "One of the `fallbacks` answers in its place; where none does, the person hears that."
        )
    }

    // MARK: - While it is heard

    /// How many times as long as its sound lasts it takes a worker to speak a phrase.
    private var realTimeFactor: Double? {
        guard let synthesis, synthesis.phrases >= Self.fewestTurns, synthesis.soundMilliseconds > 0 else { return nil }
        return synthesis.synthesisMilliseconds / synthesis.soundMilliseconds
    }

    private var heard: [TurnReport] { turns.filter { $0.chunks > 0 } }

    private var audioConcurrency: Recommendation? {
        let late = heard.count { $0.longestGap ?? .zero > .milliseconds(50) }
        guard isMuch(late, of: heard.count), let synthesis, let factor = realTimeFactor, factor >= 0.3 else {
            return nil
        }
        let workers = settings[.audioConcurrency]
        return Recommendation(
            .audioConcurrency,
            min(64, workers + max(1, workers / 2)),
            in: settings,
            """
            In \(late) of \(heard.count) turns a phrase came late, and speaking one takes \(factor.rounded(toPlaces: 2)) times \
            as long as it sounds, by \(synthesis.workers) workers.
            """,
            "More phrases are spoken side by side, where the machine has processors for it."
        )
    }

    private var latency: Recommendation? {
        let dry = heard.count { $0.underruns > 0 && $0.longestGap == nil }
        guard isMuch(dry, of: heard.count), let factor = realTimeFactor, factor < 0.1 else { return nil }
        return Recommendation(
            .latency,
            min(.seconds(2), settings[.latency] * 2),
            in: settings,
            "In \(dry) of \(heard.count) turns the output ran dry in the middle of a phrase, whose sound was there.",
            "The sound server holds more sound, and outlasts moments in which this machine is busy."
        )
    }

    private var phraseDeadline: Recommendation? {
        let late = turns.count { $0.latePhrases > 0 }
        guard isMuch(late, of: turns.count) else { return nil }
        return Recommendation(
            .phraseDeadline,
            min(.seconds(600), settings[.phraseDeadline] * 2),
            in: settings,
            "In \(late) of \(turns.count) turns a phrase was skipped, for no worker had spoken it in time.",
            "Workers that are slow have the time that they need; one that hangs is replaced later."
        )
    }

    // MARK: - Room

    private var audioCache: Recommendation? {
        guard let cache = processes.first(where: { $0.name == "tts-workers" })?.cache, cache.limit > 0,
            cache.bytes * 10 >= cache.limit * 9, cache.hits >= Self.fewestTurns, cache.misses >= cache.hits
        else { return nil }
        return Recommendation(
            .audioCache,
            min(1 << 30, settings[.audioCache] * 2),
            in: settings,
            """
            The room for kept sound is full; \(cache.hits) phrases were taken from there, and \(cache.misses) were looked for in \
            vain.
            """,
            "More of what comes again is spoken without a worker."
        )
    }

    private var maxSessions: Recommendation? {
        let refused = refusals["too_many_sessions"] ?? 0
        guard refused >= Self.fewestTurns else { return nil }
        let setting = Setting.maxSessions
        return Recommendation(
            setting,
            min(1_000, settings[setting] * 2),
            in: settings,
            "\(refused) turns were refused since the start, for all sessions were busy.",
            "More people are answered at once."
        )
    }

    /// Whether it happened often enough to mean something.
    private func isMuch(_ count: Int, of turns: Int) -> Bool {
        turns >= Self.fewestTurns && Double(count) >= Self.share * Double(turns)
    }
}

extension [Duration] {
    /// What half of them do not go beyond; `nil` where they are fewer than `fewest`.
    fileprivate func median(ofAtLeast fewest: Int) -> Duration? {
        count < fewest ? nil : sorted()[(count - 1) / 2]
    }
}
