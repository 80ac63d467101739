import TestSupport

/// What is done to the hub at one moment. Pure: the seed alone decides.
struct Blow: Sendable, Equatable {
    enum Victim: String, Sendable, CaseIterable {
        case streamer = "llm-streamer"
        case workers = "tts-workers"
        case sequencer = "audio-sequencer"
        case supervisor = "hub-supervisor"
        case worker = "counting-worker"
    }

    enum Kind: Sendable, Equatable {
        case kill
        /// Stopped (SIGSTOP), and let go on after this time.
        case pause(Duration)
        /// Stopped for good: somebody has to see that it hangs.
        case hang
    }

    var victim: Victim
    var kind: Kind
    /// How long the supervisor, once killed, is not there.
    var absence: Duration

    /// One blow, or several at once, up to one for each victim.
    static func next(of victims: [Victim], _ random: inout SeededGenerator) -> [Blow] {
        let count =
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<2: 2
            case 2: 3
            case 3: victims.count
            default: 1
            }
        return victims.shuffled(using: &random).prefix(count).map { Blow(victim: $0, &random) }
    }

    private init(victim: Victim, _ random: inout SeededGenerator) {
        self.victim = victim
        absence = .milliseconds(Int.random(in: 0...1_500, using: &random))
        let pause = Duration.milliseconds(Int.random(in: 20...1_700, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: kind = .kill
        case 6..<8: kind = .pause(pause)
        // Nobody watches the supervisor here: systemd's watchdog would.
        default: kind = victim == .supervisor ? .pause(pause) : .hang
        }
    }
}

/// Holds blows back that the hub does not promise to bear: more deaths of one process than its restart policy allows for.
struct BlowBudget: Sendable {
    private var deaths: [Blow.Victim: [ContinuousClock.Instant]] = [:]

    /// Deaths of one process in ten seconds: more than five are critical, and one may be a hang that is ended late.
    private static let most = 3
    private static let window = Duration.seconds(12)

    /// A phrase is given to a second worker, and not to a third: one worker at a time, and its phrase's deadline between.
    private static let workerWindow = Duration.seconds(8)

    mutating func admits(_ blow: Blow, at now: ContinuousClock.Instant) -> Bool {
        var recent = deaths[blow.victim] ?? []
        let window = blow.victim == .worker ? Self.workerWindow : Self.window
        recent.removeAll { $0.duration(to: now) > window }
        let isAdmitted = recent.count < (blow.victim == .worker ? 1 : Self.most)
        if isAdmitted { recent.append(now) }
        deaths[blow.victim] = recent
        return isAdmitted
    }
}
