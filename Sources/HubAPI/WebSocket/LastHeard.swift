private import Synchronization

/// When a peer was heard last.
final class LastHeard: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    func note() { instant.withLock { $0 = .now } }

    /// How long it has been silent.
    var silence: Duration { instant.withLock(\.self).duration(to: .now) }
}
