import ArgumentParser
import ServiceRuntime
import Settings

/// An answer without a model: a text, or what a model once wrote.
struct ReplayOptions: ParsableArguments {
    @Option(.replay)
    var file: GivenFlag?

    @Option(.replayRate)
    var rate: GivenFlag?

    @Option(.replayFirstTokenDelay)
    var firstTokenDelay: GivenFlag?
}
