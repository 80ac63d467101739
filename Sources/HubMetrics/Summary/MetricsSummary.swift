/// All that the hub measures, for people and programs: the body of `GET metrics`.
package struct MetricsSummary: Sendable, Equatable, Encodable {
    package var summary: SummaryFigures
    /// The turns that ended last, the last one first. Absent: they were not wanted.
    package var recentSessions: [RecentSession]?
    package var performanceTrends: Trends
    package var recommendedSettings: [Recommendation]
    package var healthStatus: Health.Level
    /// Sentences for people.
    package var healthReasons: [String]

    enum CodingKeys: String, CodingKey {
        case summary
        case recentSessions = "recent_sessions"
        case performanceTrends = "performance_trends"
        case recommendedSettings = "recommended_settings"
        case healthStatus = "health_status"
        case healthReasons = "health_reasons"
    }
}
