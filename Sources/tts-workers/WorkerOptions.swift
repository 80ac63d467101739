import ArgumentParser
import FrameTransport
import ServiceRuntime
import Settings
import WorkerPool

/// How many workers there are, and what they run.
struct WorkerOptions: ParsableArguments {
    @Option(.audioConcurrency)
    var workers: GivenFlag?

    @Option(.worker)
    var worker: GivenFlag?

    @Option(.phraseDeadline)
    var phraseDeadline: GivenFlag?

    @Option(.lookahead)
    var lookahead: GivenFlag?

    @Option(.interruptTimeout)
    var interruptTimeout: GivenFlag?

    @Option(.cache)
    var cache: GivenFlag?

    @Option(.audioCache)
    var audioCache: GivenFlag?
}

extension EffectiveSettings {
    /// The pool that the settings ask for.
    var poolConfiguration: WorkerPoolConfiguration {
        let command: WorkerCommand =
            self[.worker].map { .shell($0) }
            ?? .program(SiblingProgram.path(of: "espeak-worker"), arguments: voiceArguments)
        var configuration = WorkerPoolConfiguration(command: command)
        configuration.workers = self[.audioConcurrency]
        configuration.interruptGrace = self[.interruptTimeout]
        configuration.phraseDeadline = self[.phraseDeadline]
        configuration.lookahead = Lookahead(turn: self[.lookahead])
        configuration.cacheBytes = self[.audioCache]
        configuration.isCaching = self[.cache]
        return configuration
    }
}
