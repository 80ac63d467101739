/// How often a process says that it is alive, and how long it asks its service manager to wait for that.
///
/// One that hangs has to be found soon; one that only waits for a processor that others keep busy is killed for nothing. The signs
/// themselves tell which it may be: on a machine where one comes late, the next may come later still.
struct SignsOfLife: Sendable, Equatable {
    /// How many come in the time that the manager waits for one: a process may be held up for all of them but one, and is
    /// found to hang at most one of them early.
    private static let count = 6

    /// How much longer the manager is asked to wait while they come late; as the supervisor gives it to stages of its own.
    private static let more = Duration.seconds(10)

    /// For how long all must have come in time until it is not asked any more.
    private static let calm = Duration.seconds(10)

    /// How long the manager waits as long as nobody asks it for more.
    private let patience: Duration

    /// How long all have come in time; `nil` where none was late, or that is long ago.
    private var inTime: Duration?

    init(patience: Duration) {
        self.patience = patience
    }

    /// The time from one to the next.
    var interval: Duration { patience / Self.count }

    /// How long the manager is to wait for the next.
    var wanted: Duration { inTime == nil ? patience : patience + Self.more }

    /// The next one is due `gap` after the one before.
    mutating func come(after gap: Duration) {
        if gap > interval * 2 {
            inTime = .zero
        } else if let time = inTime {
            inTime = time + gap < Self.calm ? time + gap : nil
        }
    }
}
