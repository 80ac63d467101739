import Supervision

/// How well the hub does its work, where that has changed: ``HubHealth`` without the processes, which have events of their own.
struct HealthEvent: HubEvent {
    static let type = "health"

    private let health: HubHealth

    init(_ health: HubHealth) {
        var health = health
        health.processes = nil
        self.health = health
    }

    /// Whether the verdict or its reasons are different; the figures beside them change all the time.
    func differs(from other: Self?) -> Bool {
        other?.health.overallHealth != health.overallHealth || other?.health.reasons != health.reasons
    }

    func encode(to encoder: any Encoder) throws { try health.encode(to: encoder) }
}
