/// What tts-workers measures of its work; counts are since its process was started.
public struct SynthesisMeasures: Codable, Sendable, Equatable {
    /// Where ``realTimeFactors`` are divided: each bound belongs to the bucket below it.
    public static let factorBounds = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2]

    /// How many workers run.
    public var workers: Int

    /// How many of them have a phrase to speak.
    public var busy: Int

    /// How many phrases were spoken by a worker to their end.
    public var phrases: Int

    /// How many phrases could not be spoken.
    public var failures: Int

    /// How many workers ended otherwise than told.
    public var deaths: Int

    /// How often workers had to wait, for their sound was not taken as fast as they made it.
    public var waits: Int

    /// Milliseconds that the spoken phrases took, all of them together, the time that their workers had to wait not counted.
    public var synthesisMilliseconds: Double

    /// Milliseconds of sound that they came to.
    public var soundMilliseconds: Double

    /// How many of the spoken phrases took up to so many times as long as their sound lasts: one number for each of
    /// ``factorBounds``, and one for those beyond.
    public var realTimeFactors: [Int]

    /// What those factors add up to.
    public var factorSum: Double

    /// The workers' process ids.
    public var pids: [Int32]

    /// From the supervisor: the workers' memory that is really there, all of them together, in bytes. Absent: not known.
    public var memoryBytes: Int?

    /// Begins with nothing measured.
    public init() {
        workers = 0
        busy = 0
        phrases = 0
        failures = 0
        deaths = 0
        waits = 0
        synthesisMilliseconds = 0
        soundMilliseconds = 0
        factorSum = 0
        pids = []
        realTimeFactors = Array(repeating: 0, count: Self.factorBounds.count + 1)
    }

    enum CodingKeys: String, CodingKey {
        case workers, busy, phrases, failures, deaths, waits, pids
        case synthesisMilliseconds = "synthesis_ms"
        case soundMilliseconds = "sound_ms"
        case realTimeFactors = "real_time_factors"
        case factorSum = "factor_sum"
        case memoryBytes = "memory_bytes"
    }
}
