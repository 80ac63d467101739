private import Histogram
internal import SpeechFrames

/// How the turns of one arm went. It has the same size however many they are.
struct ArmFigures: Sendable {
    /// A latency of its turns: tenths of milliseconds up to an hour, to two significant digits; a longer one counts as that.
    private struct Latencies: Sendable {
        private static let longest: UInt64 = 36_000_000

        private var histogram = Histogram<UInt32>(
            highestTrackableValue: Self.longest,
            numberOfSignificantValueDigits: .two
        )

        mutating func note(_ latency: Duration?) {
            guard let latency else { return }
            histogram.record(min(UInt64(max(0, latency / .microseconds(100))), Self.longest))
        }

        var status: ArmStatus.Latency? {
            guard histogram.totalCount > 0 else { return nil }
            let at = { (percentile: Double) in Double(histogram.valueAtPercentile(percentile)) / 10 }
            return ArmStatus.Latency(
                turns: Int(histogram.totalCount),
                median: at(50),
                p95: at(95),
                p99: at(99),
                longest: at(100)
            )
        }
    }

    private(set) var turns = 0
    private var finished = 0
    private var interrupted = 0
    private var failed = 0
    private var firstToken = Latencies()
    private var firstPhrase = Latencies()
    private var firstSound = Latencies()
    private var completion = Latencies()

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
