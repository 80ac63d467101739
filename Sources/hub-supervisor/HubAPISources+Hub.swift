import FoundationEssentials
import HubAPI
import HubMetrics
import Settings
import Supervision

extension HubAPISources {
    /// What HTTP tells of a hub whose events are kept in `events`.
    init(_ hub: Hub, _ events: EventLog, _ settings: EffectiveSettings) {
        let parserEnabled = settings[.enabled]
        let news = HealthNews()
        self.init(
            events: events,
            picture: { hub.picture },
            request: { hub.request($0, by: $1) },
            tellProcesses: { hub.tellProcesses() },
            tellHealth: { trouble in
                let health = HubHealth(hub, parserEnabled: parserEnabled, trouble: trouble)
                if let event = news.take(HealthEvent(health)) { events.note([event]) }
            },
            health: { trouble in
                HubHealth(hub, parserEnabled: parserEnabled, trouble: trouble).answer
            },
            summary: { hub.measures.isEnabled ? hub.metrics(includingSessions: $0).json : nil },
            exposition: { accept in
                guard hub.measures.isEnabled else { return nil }
                let format = ExpositionFormat(accepting: accept)
                return Exposition(text: Array(hub.scrape(format).utf8), mediaType: format.contentType)
            }
        )
    }
}

extension Encodable {
    /// In JSON, the members in the order of their names.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Ours are of texts and finite numbers.
        return (try? encoder.encode(self)).map(Array.init) ?? Array("{}".utf8)
    }
}
