package import FrameTransport
package import SpeechFrames
package import Supervision

/// What the routes tell of the hub, and how they have something done: given by whoever runs it.
package struct HubAPISources: Sendable {
    /// How the hub is, in JSON, and whether that is critical.
    package struct Health: Sendable {
        package var json: [UInt8]
        package var isCritical: Bool
        /// Whether everything that a question needs is there.
        package var isReady: Bool

        package init(json: [UInt8], isCritical: Bool, isReady: Bool) {
            self.json = json
            self.isCritical = isCritical
            self.isReady = isReady
        }
    }

    /// The measurements for a scrape.
    package struct Exposition: Sendable {
        package var text: [UInt8]
        /// The value of the header `Content-Type`.
        package var mediaType: String

        package init(text: [UInt8], mediaType: String) {
            self.text = text
            self.mediaType = mediaType
        }
    }

    /// What happens in the hub.
    package var events: EventLog
    /// How the hub is, for who begins to watch it.
    package var picture: @Sendable () -> HubPicture
    /// Has something done as if a peer on the hub's socket had wanted it, and says what such a peer would be told at once.
    package var request: @Sendable (Frame, PeerCredentials?) -> [Frame]
    /// Notes an event with how the processes are.
    package var tellProcesses: @Sendable () -> Void
    /// Notes an event with how the hub is, where that is not what was told last; takes what is wrong with HTTP itself.
    package var tellHealth: @Sendable (_ trouble: [String]) -> Void
    /// Takes what is wrong with HTTP itself, for people.
    package var health: @Sendable (_ trouble: [String]) -> Health
    /// The measurements in JSON, with the sessions or without; `nil`: none are taken.
    package var summary: @Sendable (_ hasSessions: Bool) -> [UInt8]?
    /// The measurements in Prometheus' text format or in OpenMetrics, as a header `Accept` wants it; `nil`: none are taken.
    package var exposition: @Sendable (_ accept: String?) -> Exposition?

    package init(
        events: EventLog,
        picture: @escaping @Sendable () -> HubPicture,
        request: @escaping @Sendable (Frame, PeerCredentials?) -> [Frame],
        tellProcesses: @escaping @Sendable () -> Void = {},
        tellHealth: @escaping @Sendable (_ trouble: [String]) -> Void = { _ in },
        health: @escaping @Sendable (_ trouble: [String]) -> Health,
        summary: @escaping @Sendable (_ hasSessions: Bool) -> [UInt8]? = { _ in nil },
        exposition: @escaping @Sendable (_ accept: String?) -> Exposition? = { _ in nil }
    ) {
        self.events = events
        self.picture = picture
        self.request = request
        self.tellProcesses = tellProcesses
        self.tellHealth = tellHealth
        self.health = health
        self.summary = summary
        self.exposition = exposition
    }
}
