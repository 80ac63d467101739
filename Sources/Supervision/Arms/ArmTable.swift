internal import Experiments
internal import SpeechFrames

/// The experiment, and how the turns of each of its arms went, since this process was started.
///
/// Arms that the settings no longer have are kept, too; beyond ``limit`` of all, those of them with the fewest turns go.
struct ArmTable: Sendable {
    /// How many arms' figures are kept.
    static let limit = 64

    private(set) var experiment = Experiment()
    private var figures: [String: ArmFigures] = [:]

    /// Has turns that begin from now on belong to the arms of `experiment`. The figures of another experiment are dropped.
    mutating func take(_ experiment: Experiment) {
        if experiment.name != self.experiment.name { figures = [:] }
        self.experiment = experiment
        trim()
    }

    /// Counts a turn that has ended.
    mutating func note(_ turn: TurnRecord, _ state: SessionStatus.State, at now: ContinuousClock.Instant) {
        guard let arm = turn.ask?.arm else { return }
        figures[arm, default: ArmFigures()].note(turn, state, at: now)
        trim()
    }

    /// How the arms' turns went; `nil` where there is no experiment.
    var status: Arms? {
        guard !experiment.arms.isEmpty || !figures.isEmpty else { return nil }
        let known = experiment.arms.map { (figures[$0.name] ?? ArmFigures()).status(of: $0.name, weight: $0.weight) }
        let others = figures.keys.filter { experiment.arm(named: $0) == nil }.sorted()
        return Arms(
            experiment: experiment.name,
            arms: known + others.compactMap { figures[$0]?.status(of: $0, weight: nil) }
        )
    }

    private mutating func trim() {
        while figures.count > Self.limit {
            let others = figures.filter { experiment.arm(named: $0.key) == nil }
            guard let least = others.min(by: { $0.value.turns < $1.value.turns }) else { return }
            figures[least.key] = nil
        }
    }
}
