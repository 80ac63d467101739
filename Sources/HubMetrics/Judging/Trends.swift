/// The last hour against the one before.
package struct Trends: Sendable, Equatable, Encodable {
    /// Which way it goes.
    package enum Direction: String, Sendable, Encodable, CaseIterable {
        case improving, stable, degrading
        /// In one of the hours there was too little.
        case unknown
    }

    /// An hour.
    package struct Hour: Sendable, Equatable, Encodable {
        /// How many turns ended.
        package var sessions: Int
        /// What half of the people waited at most; absent where nothing came.
        package var latencyMilliseconds: Double?
        /// The share of turns that count as errors, from 0 to 1.
        package var errorRate: Double

        enum CodingKeys: String, CodingKey {
            case sessions
            case latencyMilliseconds = "latency_ms"
            case errorRate = "error_rate"
        }

        init(_ hour: HourlyTurns.Hour) {
            sessions = hour.figures.turns
            latencyMilliseconds = hour.latency.percentile(50)
            errorRate = hour.figures.errorRate.rounded(toPlaces: 3)
        }
    }

    package var lastHour: Hour
    package var hourBefore: Hour
    package var direction: Direction
    /// A sentence for people that says why.
    package var reason: String

    enum CodingKeys: String, CodingKey {
        case direction, reason
        case lastHour = "last_hour"
        case hourBefore = "hour_before"
    }

    /// How many turns an hour must have to be compared.
    package static let fewestTurns = 5
    /// By how much the share of errors has to change, at least, to mean something.
    private static let errorStep = 0.05
    /// By how much the latency has to change: as a ratio, and in milliseconds.
    private static let latencyRatio = 1.25
    private static let latencyStep = 100.0

    /// Compares two hours: first by their errors, and where those are alike by how long people waited.
    package init(_ turns: HourlyTurns, at now: ContinuousClock.Instant) {
        lastHour = Hour(turns.lastHour(now))
        hourBefore = Hour(turns.hourBefore(now))
        (direction, reason) = Self.direction(from: hourBefore, to: lastHour)
    }

    private static func direction(from before: Hour, to last: Hour) -> (Direction, String) {
        guard min(before.sessions, last.sessions) >= fewestTurns else {
            return (.unknown, "Less than \(fewestTurns) turns ended in one of the two hours.")
        }
        let rates = "from \(percent(before.errorRate)) to \(percent(last.errorRate))"
        if last.errorRate - before.errorRate >= errorStep { return (.degrading, "The errors went up \(rates).") }
        if before.errorRate - last.errorRate >= errorStep { return (.improving, "The errors went down \(rates).") }
        guard let was = before.latencyMilliseconds, let `is` = last.latencyMilliseconds else {
            return (.stable, "The errors are about what they were, and of one hour no latency is known.")
        }
        let latencies = "from \(Duration.milliseconds(was).words) to \(Duration.milliseconds(`is`).words)"
        let isStep = abs(`is` - was) >= latencyStep
        if isStep, `is` >= was * latencyRatio { return (.degrading, "The latency went up \(latencies).") }
        if isStep, was >= `is` * latencyRatio { return (.improving, "The latency went down \(latencies).") }
        return (.stable, "Errors and latency are about what they were.")
    }

    private static func percent(_ share: Double) -> String { "\((share * 100).rounded(toPlaces: 1)) %" }
}
