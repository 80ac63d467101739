import ArgumentParser
import ServiceRuntime
import Settings

/// What is answered or done without a model.
struct RequestOptions: ParsableArguments {
    @Option(.fastAnswers)
    var fastAnswers: GivenFlag?

    @Option(.rules)
    var rules: GivenFlag?

    @Option(.modelTools)
    var modelTools: GivenFlag?
}
