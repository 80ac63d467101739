private import SpeechFrames

/// The hub's metrics: README's "Watch it" tells them to people.
package enum HubMetric {
    static let turns = "loquat_turns_total"
    static let turnErrors = "loquat_turn_errors_total"
    static let turnFailures = "loquat_turn_failures_total"
    static let interrupts = "loquat_interrupts_total"
    static let refusals = "loquat_refusals_total"
    static let tokens = "loquat_tokens_total"
    static let phrases = "loquat_phrases_total"
    static let failedPhrases = "loquat_phrases_failed_total"
    static let chunks = "loquat_audio_chunks_total"
    static let underruns = "loquat_underruns_total"
    static let overflows = "loquat_buffer_overflows_total"
    static let fallbacks = "loquat_fallbacks_total"
    static let cacheHits = "loquat_cache_hits_total"
    static let cacheMisses = "loquat_cache_misses_total"
    static let restarts = "loquat_process_restarts_total"
    static let workerDeaths = "loquat_worker_deaths_total"
    static let spans = "loquat_spans_total"
    static let droppedSpans = "loquat_spans_dropped_total"
    static let synthesisSeconds = "loquat_synthesis_seconds_total"
    static let soundSeconds = "loquat_synthesized_sound_seconds_total"

    static let firstToken = "loquat_first_token_seconds"
    static let firstPhrase = "loquat_first_phrase_seconds"
    static let firstSound = "loquat_first_sound_seconds"
    static let completion = "loquat_completion_seconds"
    static let silence = "loquat_interrupt_silence_seconds"
    static let gap = "loquat_gap_seconds"
    static let realTimeFactor = "loquat_synthesis_real_time_ratio"

    static let sessions = "loquat_sessions"
    static let buffered = "loquat_buffered_seconds"
    static let workers = "loquat_workers"
    static let busyWorkers = "loquat_workers_busy"
    static let up = "loquat_process_up"
    static let memory = "loquat_process_resident_memory_bytes"
    static let uptime = "loquat_process_uptime_seconds"
    static let health = "loquat_health"

    /// For what a person waits for: a tenth of a second is at once, and beyond ten hardly anybody waits.
    private static let waits = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30]
    /// For whole turns: a word, a sentence, a story.
    private static let turnLengths: [Double] = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900]
    /// For the way to silence: a screen's picture is 0.016, and what is over 0.2 is heard as late.
    private static let silences = [0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1]
    /// For silence between two phrases: up to 0.2 it is a breath.
    private static let gaps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5]

    /// What a scrape tells of each.
    package static let definitions: [MetricDefinition] = [
        MetricDefinition(turns, .counter, "Turns that have ended, by what was wanted and how they ended."),
        MetricDefinition(turnErrors, .counter, "Turns that failed, or were cut off by what was nobody's wish."),
        MetricDefinition(turnFailures, .counter, "The same turns, by why they failed."),
        MetricDefinition(interrupts, .counter, "Turns that were told to stop."),
        MetricDefinition(refusals, .counter, "Turns that were refused."),
        MetricDefinition(tokens, .counter, "Tokens that models wrote."),
        MetricDefinition(phrases, .counter, "Phrases of turns that have ended."),
        MetricDefinition(failedPhrases, .counter, "Phrases that were skipped, for they could not be spoken."),
        MetricDefinition(chunks, .counter, "Pieces of sound that came to the sequencer."),
        MetricDefinition(underruns, .counter, "Times that an output ran dry in the middle of a turn."),
        MetricDefinition(
            overflows,
            .counter,
            "Times that a queue or a buffer was full, so that somebody waited or was cut off."
        ),
        MetricDefinition(fallbacks, .counter, "Times that somebody else answered than the model that was asked."),
        MetricDefinition(cacheHits, .counter, "Answers and phrases that were taken from what was kept."),
        MetricDefinition(cacheMisses, .counter, "Answers and phrases that were looked for in vain in what was kept."),
        MetricDefinition(restarts, .counter, "Times that a process was started again."),
        MetricDefinition(workerDeaths, .counter, "Workers that ended otherwise than told."),
        MetricDefinition(spans, .counter, "Spans of traces that were handed on."),
        MetricDefinition(
            droppedSpans,
            .counter,
            "Spans of traces that were not: too many waited, or they were refused."
        ),
        MetricDefinition(synthesisSeconds, .counter, "Time that workers took to speak phrases."),
        MetricDefinition(soundSeconds, .counter, "Sound that workers made."),
        MetricDefinition(firstToken, .histogram(bounds: waits), "From a question's place to its answer's first token."),
        MetricDefinition(
            firstPhrase,
            .histogram(bounds: waits),
            "From a question's place to its first phrase's leaving."
        ),
        MetricDefinition(firstSound, .histogram(bounds: waits), "From a turn's place to its first sound."),
        MetricDefinition(
            completion,
            .histogram(bounds: turnLengths),
            "From a turn's place to its end, of those heard to it."
        ),
        MetricDefinition(
            silence,
            .histogram(bounds: silences),
            "From an interrupt's arrival at the sequencer to silence."
        ),
        MetricDefinition(gap, .histogram(bounds: gaps), "The longest unwanted silence of each turn that had one."),
        MetricDefinition(
            realTimeFactor,
            .histogram(bounds: SynthesisMeasures.factorBounds),
            "How many times as long as its sound lasts a phrase took to be spoken by a worker."
        ),
        MetricDefinition(sessions, .gauge, "Sessions by what their last turn does, or how it ended."),
        MetricDefinition(buffered, .gauge, "Sound that is there and not heard yet, of all turns."),
        MetricDefinition(workers, .gauge, "Workers that run."),
        MetricDefinition(busyWorkers, .gauge, "Workers that have a phrase to speak."),
        MetricDefinition(up, .gauge, "Whether a process answers: 1, or 0."),
        MetricDefinition(memory, .gauge, "Memory of a process that is really there; of the workers, all together."),
        MetricDefinition(uptime, .gauge, "Time since a process was started."),
        MetricDefinition(health, .gauge, "1 for how well the hub does its work, and 0 for the other words."),
    ]
}
