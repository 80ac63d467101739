import ArgumentParser
import CommandOptions
import ServiceRuntime
import WorkerPool

/// How many workers there are, and what they run.
struct WorkerOptions: ParsableArguments {
    @Option(help: "How many phrases are synthesized side by side, 1 to 64. (default: 3)")
    var workers: Int?

    @Option(help: "A command for the shell in place of espeak-worker: frames on its standard input and output.")
    var worker: String?

    @Option(help: "How long a worker may take for one phrase; then it is replaced.")
    var phraseDeadline = DurationArgument(.seconds(10))

    @Option(help: "How much sound of a turn may lie ahead of the ear, 1s to 60s; many turns at once get less each.")
    var lookahead = DurationArgument(.seconds(10))

    @Option(help: "How long an interrupted worker may take to stop, 50ms to 10s; then it is replaced. (default: 500ms)")
    var interruptTimeout: DurationArgument?

    func validate() throws {
        guard (.seconds(1) ... .seconds(60)).contains(lookahead.value) else {
            throw ValidationError("--lookahead must be from 1s to 60s")
        }
        guard phraseDeadline.value >= .milliseconds(100) else {
            throw ValidationError("--phrase-deadline must be at least 100ms")
        }
    }

    func configuration(_ voiceArguments: [String]) throws -> WorkerPoolConfiguration {
        let workers = try EnvironmentSetting.resolve(
            workers,
            "STREAMING_AUDIO_CONCURRENCY",
            "a whole number from 1 to 64",
            default: 3
        )
        guard (1...64).contains(workers) else {
            throw ProgramFailure(.config, "\(workers) workers cannot be run: it must be from 1 to 64")
        }
        let grace = try EnvironmentSetting.resolve(
            interruptTimeout,
            "STREAMING_INTERRUPT_TIMEOUT",
            "a duration from 50ms to 10s",
            default: DurationArgument(.milliseconds(500))
        ).value
        guard (.milliseconds(50) ... .seconds(10)).contains(grace) else {
            throw ProgramFailure(.config, "the interrupt timeout of a worker must be from 50ms to 10s")
        }
        let command: WorkerCommand =
            worker.map { .shell($0) }
            ?? .program(SiblingProgram.path(of: "espeak-worker"), arguments: voiceArguments)
        var configuration = WorkerPoolConfiguration(command: command)
        configuration.workers = workers
        configuration.interruptGrace = grace
        configuration.phraseDeadline = phraseDeadline.value
        configuration.lookahead = Lookahead(turn: lookahead.value)
        return configuration
    }
}
