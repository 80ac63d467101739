/// Asks for the settings to be read again: from a person's command to the supervisor, and from there to the stages.
public struct Reload: FrameBody {
    /// `reload`.
    public static let type = FrameType.reload

    /// Asks for the settings to be read again.
    public init() {}
}

/// What came of reading the settings again, in one program. It goes from a stage to the supervisor, and on to who asked.
public struct Reloaded: FrameBody {
    /// `reloaded`.
    public static let type = FrameType.reloaded

    /// A setting whose value is another now.
    public struct Change: Codable, Sendable, Equatable {
        /// The setting's name in the file.
        public var key: String

        /// What it was, in YAML.
        public var old: String

        /// What it is now, in YAML.
        public var new: String

        /// Names what has changed.
        public init(key: String, old: String, new: String) {
            self.key = key
            self.old = old
            self.new = new
        }
    }

    /// The program that read them.
    public var program: String

    /// What holds for turns that begin from now on.
    public var changed: [Change]

    /// What has changed as well, but is taken by the program's next start only.
    public var restart: [Change]

    /// Why nothing was taken, for people; absent where the settings could be read.
    public var problem: String?

    /// The programs whose answers come after this one; from the supervisor only, whose answer is the first.
    public var awaits: [String]?

    /// Says what came of reading the settings again.
    public init(
        program: String,
        changed: [Change] = [],
        restart: [Change] = [],
        problem: String? = nil,
        awaits: [String]? = nil
    ) {
        self.program = program
        self.changed = changed
        self.restart = restart
        self.problem = problem
        self.awaits = awaits
    }
}
