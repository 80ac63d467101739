import FoundationEssentials
import HubAPI
import SpeechFrames
import Supervision

/// How the hub is, as far as its processes say it.
struct HubHealth: Encodable {
    var overallHealth: String
    var reasons: [String]
    var processes: [ProcessStatus]
    var activeSessions: Int
    var parserEnabled: Bool
    var metricsEnabled: Bool
    var lastHealthCheck: String

    enum CodingKeys: String, CodingKey {
        case reasons, processes
        case overallHealth = "overall_health"
        case activeSessions = "active_sessions"
        case parserEnabled = "parser_enabled"
        case metricsEnabled = "metrics_enabled"
        case lastHealthCheck = "last_health_check"
    }

    /// `trouble`: further reasons for a warning.
    init(_ picture: HubPicture, parserEnabled: Bool, metricsEnabled: Bool, trouble: [String]) {
        processes = picture.processes
        activeSessions = picture.sessions.count { [.waiting, .thinking, .speaking].contains($0.state) }
        self.parserEnabled = parserEnabled
        self.metricsEnabled = metricsEnabled
        lastHealthCheck = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let dead = processes.filter { $0.state == .critical }.map { "\($0.name) died again and again" }
        let missing = processes.filter { $0.state == .down }.map { "\($0.name) is not there" }
        let troubled = processes.compactMap { status in status.trouble.map { "\(status.name): \($0)" } }
        reasons = dead + missing + troubled + trouble
        overallHealth = !dead.isEmpty ? "critical" : !reasons.isEmpty ? "warning" : "healthy"
    }

    /// As the routes tell it.
    var answer: HubAPISources.Health {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(self)).map(Array.init) ?? Array("{}".utf8)
        let isReady = processes.allSatisfy { $0.state == .up }
        return HubAPISources.Health(json: json, isCritical: overallHealth == "critical", isReady: isReady)
    }
}
