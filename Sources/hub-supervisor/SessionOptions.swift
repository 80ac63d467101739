public import ArgumentParser
import CommandOptions
import SpeechFrames
import Supervision

extension NewCommandPolicy: ExpressibleByArgument {}
extension Manner: ExpressibleByArgument {}

/// How sessions are kept, and what a new question does to an old one.
struct SessionOptions: ParsableArguments {
    @Option(
        help: """
            What a question does while another answer is spoken on the same output, or in the same session: interrupt \
            it, wait for its end, or refuse.
            """
    )
    var newCommand = NewCommandPolicy.interrupt

    @Option(
        help: """
            How an announcement is heard beside an answer: over it (which is more quiet meanwhile), between two of its \
            phrases, after it, or pause it.
            """
    )
    var announcementManner = Manner.over

    @Option(help: "How many sessions are known at once, 1 to 1000; the one that was quiet the longest is forgotten.")
    var maxSessions = SessionLimits().sessions

    @Option(help: "How long a quiet session is remembered, 1s to 24h.")
    var idleExpiry = DurationArgument(SessionLimits().idleExpiry)

    @Option(help: "How long the first token of an answer may take, 1s to 1h; then the turn is ended.")
    var firstTokenTimeout = DurationArgument(SessionLimits().firstToken)

    @Option(help: "How long a turn may give no sign of life, 1s to 1h; then it is ended.")
    var stallTimeout = DurationArgument(SessionLimits().stall)

    @Option(help: "How long a turn may take, from the question to its last word, 1s to 24h; then it is ended.")
    var turnTimeout = DurationArgument(SessionLimits().turn)

    @Option(help: "How long the stages may take to stop, 50ms to 10s; then they are forced. (default: 500ms)")
    var interruptTimeout: DurationArgument?

    func validate() throws {
        guard (1...1_000).contains(maxSessions) else {
            throw ValidationError("--max-sessions is \(maxSessions): it must be from 1 to 1000")
        }
        for (name, argument, hours) in [
            ("idle-expiry", idleExpiry, 24), ("first-token-timeout", firstTokenTimeout, 1),
            ("stall-timeout", stallTimeout, 1), ("turn-timeout", turnTimeout, 24),
        ] {
            guard (.seconds(1)...(.seconds(hours * 3_600))).contains(argument.value) else {
                throw ValidationError("--\(name) is \(argument.value): it must be from 1s to \(hours)h")
            }
        }
    }

    var limits: SessionLimits {
        var limits = SessionLimits()
        limits.sessions = maxSessions
        limits.idleExpiry = idleExpiry.value
        limits.firstToken = firstTokenTimeout.value
        limits.stall = stallTimeout.value
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
