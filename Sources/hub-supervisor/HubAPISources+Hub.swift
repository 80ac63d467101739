import HubAPI
import Settings
import Supervision

extension HubAPISources {
    /// What HTTP tells of a hub whose events are kept in `events`.
    init(_ hub: Hub, _ events: EventLog, _ settings: EffectiveSettings) {
        let metricsEnabled = settings[.metricsEnabled]
        let parserEnabled = settings[.enabled]
        self.init(
            events: events,
            picture: { hub.picture },
            request: { hub.request($0, by: $1) },
            tellProcesses: { hub.tellProcesses() },
            health: { trouble in
                HubHealth(hub.picture, parserEnabled: parserEnabled, metricsEnabled: metricsEnabled, trouble: trouble)
                    .answer
            }
        )
    }
}
