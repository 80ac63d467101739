import FrameTransport
import HubAPI
import SpeechFrames
import Synchronization

@testable import Supervision

/// Stands for a hub behind the routes: what it answers is said by the test.
final class ScriptedHub: Sendable {
    struct State {
        var answers: [Frame] = []
        var requests: [Frame] = []
        var people: [PeerCredentials?] = []
        var sessions: [SessionStatus] = []
        var isCritical = false
        var hasMetrics = true
        /// How often health was to be told.
        var healthChecks = 0
        /// Is done with a request before it is answered.
        var onRequest: (@Sendable (Frame) -> Void)?
    }

    let events = EventLog()
    private let state = Mutex(State())

    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    var requests: [Frame] { state.withLock(\.requests) }
    var people: [PeerCredentials?] { state.withLock(\.people) }

    var sources: HubAPISources {
        HubAPISources(
            events: events,
            picture: {
                HubPicture(sessions: self.state.withLock(\.sessions), turns: [], processes: [], last: self.events.last)
            },
            request: { frame, person in
                let (answers, onRequest) = self.state.withLock { state in
                    state.requests.append(frame)
                    state.people.append(person)
                    return (state.answers, state.onRequest)
                }
                onRequest?(frame)
                return answers
            },
            tellHealth: { _ in
                let number = self.state.withLock { state in
                    state.healthChecks += 1
                    return state.healthChecks
                }
                self.events.note([NoteEvent(text: "health \(number)")])
            },
            health: { trouble in
                let isCritical = self.state.withLock(\.isCritical)
                let reasons = trouble.map { "\"\($0)\"" }.joined(separator: ",")
                let json = """
                    {"overall_health":"\(isCritical ? "critical" : "healthy")","reasons":[\(reasons)],"processes":[],\
                    "active_sessions":0,"parser_enabled":true,"metrics_enabled":true,\
                    "last_health_check":"2026-01-01T00:00:00.000Z"}
                    """
                return HubAPISources.Health(json: Array(json.utf8), isCritical: isCritical, isReady: !isCritical)
            },
            summary: { hasSessions in
                guard self.state.withLock(\.hasMetrics) else { return nil }
                let sessions = hasSessions ? #""recent_sessions":[],"# : ""
                let figures = """
                    "since":"2026-01-01T00:00:00.000Z","total_sessions":0,"completed_sessions":0,"interrupted_sessions":0,\
                    "failed_sessions":0,"tokens":0,"phrases":0,"chunks":0,"buffer_overflows":0,"underruns":0,"interrupts":0,\
                    "fallbacks":0,"cache_hits":0,"error_rate":0
                    """
                let hour = #"{"sessions":0,"error_rate":0}"#
                let json = """
                    {"summary":{\(figures)},\(sessions)"recommended_settings":[],"health_status":"unknown","health_reasons":[],\
                    "performance_trends":{"last_hour":\(hour),"hour_before":\(hour),"direction":"unknown","reason":"Too little."}}
                    """
                return Array(json.utf8)
            },
            exposition: { accept in
                guard self.state.withLock(\.hasMetrics) else { return nil }
                let isOpen = accept?.contains("openmetrics") == true
                let mediaType = isOpen ? "application/openmetrics-text; version=1.0.0" : "text/plain; version=0.0.4"
                return HubAPISources.Exposition(text: Array("# EOF\n".utf8), mediaType: mediaType)
            }
        )
    }
}

/// Something that has happened.
struct NoteEvent: HubEvent {
    static let type = "note"

    var session: String?
    var text: String

    var turnID: TurnID? { session.map { TurnID(session: $0, turn: 1) } }
}

/// A turn is in another state.
struct MovedEvent: HubEvent {
    static let type = "state"

    var session: String
    var turn: Int
    var state: String

    var turnID: TurnID? { TurnID(session: session, turn: turn) }
}
