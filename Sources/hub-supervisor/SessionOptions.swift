import ArgumentParser
import ServiceRuntime
import Supervision

extension NewCommandPolicy: ExpressibleByArgument {}

/// How sessions are kept, and what a new question does to an old one.
struct SessionOptions: ParsableArguments {
    @Option(
        help: """
            What a question does while another answer is spoken on the same output, or in the same session: interrupt \
            it, wait for its end, or refuse.
            """
    )
    var newCommand = NewCommandPolicy.interrupt

    @Option(help: "How many sessions are known at once, 1 to 1000; the one that was quiet the longest is forgotten.")
    var maxSessions = SessionLimits().sessions

    @Option(help: "How long a quiet session is remembered, at least 1s.")
    var sessionTimeout = DurationArgument(SessionLimits().idleExpiry)

    @Option(help: "How long an answer may take, from the question to its last word, at least 1s.")
    var turnTimeout = DurationArgument(SessionLimits().turn)

    @Option(help: "How long the stages may take to stop, 50ms to 10s; then they are forced. (default: 500ms)")
    var interruptTimeout: DurationArgument?

    func validate() throws {
        guard (1...1_000).contains(maxSessions) else {
            throw ValidationError("--max-sessions is \(maxSessions): it must be from 1 to 1000")
        }
        guard sessionTimeout.value >= .seconds(1) else {
            throw ValidationError("--session-timeout must be at least 1s")
        }
        guard turnTimeout.value >= .seconds(1) else { throw ValidationError("--turn-timeout must be at least 1s") }
    }

    var limits: SessionLimits {
        var limits = SessionLimits()
        limits.sessions = maxSessions
        limits.idleExpiry = sessionTimeout.value
        limits.turn = turnTimeout.value
        return limits
    }

    func interruptGrace() throws -> Duration {
        let expected = "a duration from 50ms to 10s"
        let grace = try EnvironmentSetting.resolve(
            interruptTimeout,
            "STREAMING_INTERRUPT_TIMEOUT",
            expected,
            default: DurationArgument(.milliseconds(500))
        )
        guard (.milliseconds(50)...(.seconds(10))).contains(grace.value) else {
            throw ProgramFailure(.config, "the interrupt timeout is \(grace.value): it must be \(expected)")
        }
        return grace.value
    }
}
