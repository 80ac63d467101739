private import HubMetrics
internal import SpeechFrames

/// How the turns of one arm went. It has the same size however many they are.
struct ArmFigures: Sendable {
    private(set) var turns = 0
    private var finished = 0
    private var interrupted = 0
    private var failed = 0
    private var firstToken = LatencyHistogram()
    private var firstPhrase = LatencyHistogram()
    private var firstSound = LatencyHistogram()
    private var completion = LatencyHistogram()

    /// Counts a turn that has ended in `state`.
    mutating func note(_ turn: TurnRecord, _ state: SessionStatus.State, at now: ContinuousClock.Instant) {
        turns += 1
        // How long it had to wait for another turn says nothing of the arm.
        let waited = turn.accepted.duration(to: turn.started)
        firstToken.note(turn.firstToken.map { $0 - waited })
        firstPhrase.note(turn.firstPhrase)
        firstSound.note(turn.firstSound.map { $0 - waited })
        switch state {
        case .finished:
            finished += 1
            completion.note(turn.started.duration(to: now))
        case .interrupted: interrupted += 1
        default: failed += 1
        }
    }

    func status(of arm: String, weight: Int?) -> ArmStatus {
        var status = ArmStatus(
            arm: arm,
            weight: weight,
            turns: turns,
            finished: finished,
            interrupted: interrupted,
            failed: failed
        )
        status.firstToken = firstToken.status
        status.firstPhrase = firstPhrase.status
        status.firstSound = firstSound.status
        status.completion = completion.status
        return status
    }
}

extension LatencyHistogram {
    fileprivate var status: ArmStatus.Latency? {
        guard let median = percentile(50), let p95 = percentile(95), let p99 = percentile(99),
            let longest = percentile(100)
        else { return nil }
        return ArmStatus.Latency(turns: count, median: median, p95: p95, p99: p99, longest: longest)
    }
}
