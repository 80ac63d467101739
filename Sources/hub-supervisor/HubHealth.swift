import FoundationEssentials
import HubAPI
import HubMetrics
import SpeechFrames
import Supervision

/// How the hub is, as `GET health` tells it.
struct HubHealth: Encodable {
    /// The workers that speak.
    struct Workers: Encodable {
        var busy: Int
        var total: Int
    }

    var overallHealth: Health.Level
    var reasons: [String]
    /// Absent: they are told elsewhere.
    var processes: [ProcessStatus]?
    /// Absent: nothing is known of them.
    var workers: Workers?
    var activeSessions: Int
    var parserEnabled: Bool
    var metricsEnabled: Bool
    var lastHealthCheck: WallTime
    /// The turns that it is judged by.
    var window: HealthWindow

    enum CodingKeys: String, CodingKey {
        case reasons, processes, workers, window
        case overallHealth = "overall_health"
        case activeSessions = "active_sessions"
        case parserEnabled = "parser_enabled"
        case metricsEnabled = "metrics_enabled"
        case lastHealthCheck = "last_health_check"
    }

    /// `trouble`: further reasons for a warning.
    init(_ hub: Hub, parserEnabled: Bool, trouble: [String]) {
        let picture = hub.picture
        let (health, window) = hub.health
        processes = picture.processes
        workers = picture.processes.lazy.compactMap(\.synthesis).first.map { Workers(busy: $0.busy, total: $0.workers) }
        activeSessions = picture.sessions.count { [.waiting, .thinking, .speaking].contains($0.state) }
        self.parserEnabled = parserEnabled
        metricsEnabled = hub.measures.isEnabled
        lastHealthCheck = .now
        self.window = window
        let isWorse = !trouble.isEmpty && [.healthy, .unknown].contains(health.level)
        overallHealth = isWorse ? .warning : health.level
        // What is well, or not known, is no reason for a warning.
        reasons = (isWorse ? [] : health.reasons) + trouble
    }

    /// As the routes tell it.
    var answer: HubAPISources.Health {
        let isReady = processes?.allSatisfy { $0.state == .up } ?? false
        return HubAPISources.Health(json: json, isCritical: overallHealth == .critical, isReady: isReady)
    }
}
