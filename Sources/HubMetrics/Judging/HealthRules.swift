package import SpeechFrames

/// Judges how well the hub does its work, by the turns that ended last and by its processes.
///
/// | | errors | latency |
/// |---|---|---|
/// | healthy | under 10 % | under 2 s |
/// | warning | 10 to 20 % | 2 to 5 s |
/// | critical | over 20 % | over 5 s |
///
/// A turn is an error as ``TurnReport/isError`` says, so what the person interrupts is none. A process that is away, or
/// cannot do its work, is a warning; one that died too often to be started again at once is critical. With fewer than
/// ``fewestTurns`` in the ``window`` there is too little to judge turns by. With the metrics off the hub is `disabled`, but for a
/// process that is critical: that is known without measuring.
package enum HealthRules {
    /// How long ago a turn may have ended to count.
    package static let window = Duration.seconds(900)
    /// How many turns have to have ended.
    package static let fewestTurns = 5

    /// From here on there are too many errors, and beyond there are far too many.
    private static let errorPercents = (warning: 10, critical: 20)
    /// From here on people wait too long, and beyond far too long.
    private static let latencies = (warning: Duration.seconds(2), critical: Duration.seconds(5))

    /// The verdict.
    package static func judge(_ window: HealthWindow, _ processes: [ProcessStatus], isMeasuring: Bool) -> Health {
        let faults = processes.flatMap { fault(of: $0).map { [$0] } ?? [] }
        guard isMeasuring else { return withoutMeasures(faults) }
        var findings = faults
        if window.turns >= fewestTurns {
            findings += [errors(in: window), latency(in: window)].compactMap(\.self)
        }
        let worst = findings.map(\.level).max { $0.weight < $1.weight }
        guard let worst else { return window.turns < fewestTurns ? tooLittle(window) : healthy(window) }
        return Health(worst, findings.sorted { $0.level.weight > $1.level.weight }.map(\.reason))
    }

    private typealias Finding = (level: Health.Level, reason: String)

    private static func withoutMeasures(_ faults: [Finding]) -> Health {
        let critical = faults.filter { $0.level == .critical }.map(\.reason)
        guard critical.isEmpty else { return Health(.critical, critical) }
        return Health(.disabled, ["`metrics_enabled` is false: nothing is measured."] + faults.map(\.reason))
    }

    private static func tooLittle(_ window: HealthWindow) -> Health {
        let ended = window.turns == 1 ? "1 turn has" : "\(window.turns == 0 ? "no" : "\(window.turns)") turns have"
        return Health(.unknown, ["\(ended) ended in the last 15 minutes: \(fewestTurns) are needed to judge by."])
    }

    private static func healthy(_ window: HealthWindow) -> Health {
        let failed = window.failed == 0 ? "none failed" : "\(window.failed) failed"
        let latency = window.latency.map { ", and half of them were answered within \($0.words)" } ?? ""
        return Health(.healthy, ["Of the last \(window.turns) turns \(failed)\(latency)."])
    }

    private static func errors(in window: HealthWindow) -> Finding? {
        let isCritical = window.failed * 100 > errorPercents.critical * window.turns
        guard isCritical || window.failed * 100 >= errorPercents.warning * window.turns else { return nil }
        let share = "\((window.errorRate * 100).rounded(toPlaces: 1)) %"
        return (
            isCritical ? .critical : .warning,
            "\(window.failed) of the last \(window.turns) turns failed (\(share)): under 10 % is well."
        )
    }

    private static func latency(in window: HealthWindow) -> Finding? {
        guard let latency = window.latency, latency >= latencies.warning else { return nil }
        return (
            latency > latencies.critical ? .critical : .warning,
            "Half of the last \(window.turns) turns took \(latency.words) or longer to be heard: under 2 s is well."
        )
    }

    private static func fault(of process: ProcessStatus) -> Finding? {
        let death = process.lastDeath.map { " (it \($0))" } ?? ""
        switch process.state {
        case .critical:
            return (.critical, "\(process.name) died again and again\(death): it is tried again every 30 s.")
        case .down: return (.warning, "\(process.name) is not there\(death).")
        // Who is started the first time is not late yet.
        case .starting where process.restarts > 0:
            return (.warning, "\(process.name) is being started again\(death).")
        case .starting: return nil
        case .up: return process.trouble.map { (.warning, "\(process.name) answers, and cannot do its work: \($0).") }
        }
    }
}

extension Health.Level {
    /// How bad it is.
    fileprivate var weight: Int {
        switch self {
        case .disabled, .unknown, .healthy: 0
        case .warning: 1
        case .critical: 2
        }
    }
}
