/// How the turns of an experiment's arms went, since the supervisor was started.
public struct Arms: FrameBody {
    /// `arms`.
    public static let type = FrameType.arms

    /// The experiment's name.
    public var experiment: String

    /// Its arms in the settings' order, then those that the settings no longer have.
    public var arms: [ArmStatus]

    /// Tells of an experiment's arms.
    public init(experiment: String, arms: [ArmStatus]) {
        self.experiment = experiment
        self.arms = arms
    }
}

/// How the turns of one arm went.
public struct ArmStatus: Codable, Sendable, Equatable {
    /// How long something took in the turns that came so far, in milliseconds, to two significant digits.
    public struct Latency: Codable, Sendable, Equatable {
        /// In how many turns.
        public var turns: Int
        /// Half of them took no longer.
        public var median: Double
        /// 95 in 100 took no longer.
        public var p95: Double
        /// 99 in 100 took no longer.
        public var p99: Double
        /// The longest.
        public var longest: Double

        /// Says how long something took.
        public init(turns: Int, median: Double, p95: Double, p99: Double, longest: Double) {
            self.turns = turns
            self.median = median
            self.p95 = p95
            self.p99 = p99
            self.longest = longest
        }

        enum CodingKeys: String, CodingKey {
            case turns
            case median = "median_ms"
            case p95 = "p95_ms"
            case p99 = "p99_ms"
            case longest = "longest_ms"
        }
    }

    /// The arm's name.
    public var arm: String

    /// Its share of the sessions, as the settings have it; absent where they no longer do.
    public var weight: Int?

    /// How many of its turns have ended, however.
    public var turns: Int

    /// How many of those were heard to their end.
    public var finished: Int

    /// How many of those were cut off.
    public var interrupted: Int

    /// How many of those ended by a fault.
    public var failed: Int

    /// From the moment that the model was asked to the answer's first token. Absent: no turn came so far.
    public var firstToken: Latency?

    /// From there to the first phrase's leaving for its voice. Absent: no turn came so far.
    public var firstPhrase: Latency?

    /// From there to the first sound. Absent: no turn came so far.
    public var firstSound: Latency?

    /// From there to the last sound of an answer that was heard to its end. Absent: no turn came so far.
    public var completion: Latency?

    /// Says how an arm's turns went.
    public init(
        arm: String,
        weight: Int? = nil,
        turns: Int = 0,
        finished: Int = 0,
        interrupted: Int = 0,
        failed: Int = 0
    ) {
        self.arm = arm
        self.weight = weight
        self.turns = turns
        self.finished = finished
        self.interrupted = interrupted
        self.failed = failed
    }

    enum CodingKeys: String, CodingKey {
        case arm, weight, turns, finished, interrupted, failed, completion
        case firstToken = "first_token"
        case firstPhrase = "first_phrase"
        case firstSound = "first_sound"
    }
}
