/// How the hub's processes are; from a stage to the supervisor, how it is itself.
public struct Status: FrameBody {
    /// `status`.
    public static let type = FrameType.status

    /// The supervisor itself and the three stages; from a stage, that one alone.
    public var processes: [ProcessStatus]

    /// Says how the processes are.
    public init(processes: [ProcessStatus]) {
        self.processes = processes
    }
}

/// How one process is.
public struct ProcessStatus: Codable, Sendable, Equatable {
    /// What can be said of a process in one word.
    public enum State: String, Codable, Sendable {
        /// It was started, and has not answered yet.
        case starting
        /// It answers.
        case up
        /// It is not there; it will be started again.
        case down
        /// It died again and again; it is tried again, seldom.
        case critical
    }

    /// The program's name.
    public var name: String

    /// What can be said of it in one word.
    public var state: State

    /// Its process id; absent where there is no process.
    public var pid: Int32?

    /// Milliseconds since it was started, or since it was met where somebody else had started it.
    public var uptimeMilliseconds: Int?

    /// How many times it was started again.
    public var restarts: Int

    /// Its memory that is really there (its resident set), in bytes.
    public var memoryBytes: Int?

    /// How it ended the last time, for people.
    public var lastDeath: String?

    /// Why it cannot do its work although it answers, for people. Absent: it can.
    public var trouble: String?

    /// How the cache was used that it has; from llm-streamer of answers, from tts-workers of sound. Absent: it has none.
    public var cache: CacheStatus?

    /// From tts-workers: what it measures of its work. Absent: nothing is known of that.
    public var synthesis: SynthesisMeasures?

    /// Says how a process is.
    public init(
        name: String,
        state: State,
        pid: Int32? = nil,
        uptimeMilliseconds: Int? = nil,
        restarts: Int = 0,
        memoryBytes: Int? = nil,
        lastDeath: String? = nil,
        trouble: String? = nil,
        cache: CacheStatus? = nil,
        synthesis: SynthesisMeasures? = nil
    ) {
        self.name = name
        self.state = state
        self.pid = pid
        self.uptimeMilliseconds = uptimeMilliseconds
        self.restarts = restarts
        self.memoryBytes = memoryBytes
        self.lastDeath = lastDeath
        self.trouble = trouble
        self.cache = cache
        self.synthesis = synthesis
    }

    enum CodingKeys: String, CodingKey {
        case name, state, pid, restarts, trouble, cache, synthesis
        case uptimeMilliseconds = "uptime_ms"
        case memoryBytes = "memory_bytes"
        case lastDeath = "last_death"
    }
}

/// How a cache was used since its process was started.
public struct CacheStatus: Codable, Sendable, Equatable {
    /// How often what was wanted was there.
    public var hits: Int

    /// How often it was looked for in vain.
    public var misses: Int

    /// How much is kept, in bytes.
    public var bytes: Int

    /// How much may be kept, in bytes.
    public var limit: Int

    /// Says how a cache was used.
    public init(hits: Int, misses: Int, bytes: Int, limit: Int) {
        self.hits = hits
        self.misses = misses
        self.bytes = bytes
        self.limit = limit
    }
}
