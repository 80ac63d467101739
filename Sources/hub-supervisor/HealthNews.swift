import Synchronization

/// Knows which health was told last.
final class HealthNews: Sendable {
    private let told = Mutex<HealthEvent?>(nil)

    /// The event, where it says something else than the last one did.
    func take(_ event: HealthEvent) -> HealthEvent? {
        told.withLock { told in
            guard event.differs(from: told) else { return nil }
            told = event
            return event
        }
    }
}
