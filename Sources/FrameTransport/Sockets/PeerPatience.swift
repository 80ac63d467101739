/// How long a peer may be silent before it counts as hung, in a machine that may itself have no time for us.
///
/// It is asked at even intervals. An interval in which the peer was heard, or was not listened to, starts the count again. One
/// that ended late does not count: whoever is too busy to look in time cannot know that the peer was silent, and so what waits
/// to be read is read before the next look.
struct PeerPatience: Sendable, Equatable {
    /// How often it is asked.
    static let interval = Duration.milliseconds(500)

    /// How many intervals in a row the peer may be silent: 2 s in all.
    static let limit = 4

    /// The same before it has said who it is, 10 s: a process that starts on a busy machine has much to do before.
    static let limitBeforeGreeting = 20

    /// How much longer than ``interval`` one may have taken to count.
    static let slack = Duration.milliseconds(250)

    private var silentIntervals = 0

    /// One interval is over.
    ///
    /// - Parameters:
    ///   - length: how long it really was.
    ///   - wasHeard: whether anything came from the peer, or nobody listened.
    ///   - isGreeted: whether the peer has said who it is.
    /// - Returns: whether the peer counts as hung.
    mutating func pass(_ length: Duration, wasHeard: Bool, isGreeted: Bool) -> Bool {
        if wasHeard {
            silentIntervals = 0
        } else if length <= Self.interval + Self.slack {
            silentIntervals += 1
        }
        return silentIntervals >= (isGreeted ? Self.limit : Self.limitBeforeGreeting)
    }
}
