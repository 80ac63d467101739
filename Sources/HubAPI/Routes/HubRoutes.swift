internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// All routes of the hub.
enum HubRoutes {
    static func table(
        _ sources: HubAPISources,
        _ health: @escaping @Sendable () -> HubAPISources.Health,
        _ follower: EventFollower,
        page: [PageFile]
    ) -> RouteTable {
        let health = HealthRoutes(picture: health)
        let metrics = MetricsRoutes(sources: sources)
        let sessions = SessionRoutes(sources: sources)
        let events = EventRoutes(follower: follower)
        var table = RouteTable()
        table.add(.get, "/api/streaming/health", health.health)
        table.add(.get, "/health/live", health.live)
        table.add(.get, "/health/ready", health.ready)
        table.add(.get, "/api/streaming/metrics", metrics.summary)
        table.add(.get, "/metrics", metrics.scrape)
        table.add(.get, SessionRoutes.path, sessions.list)
        table.add(.post, SessionRoutes.path, sessions.ask)
        table.add(.get, "\(SessionRoutes.path)/{id}", sessions.one)
        table.add(.delete, "\(SessionRoutes.path)/{id}", sessions.forget)
        table.add(.post, "\(SessionRoutes.path)/{id}/say", sessions.say)
        table.add(.post, "\(SessionRoutes.path)/{id}/interrupt", sessions.interrupt)
        table.add(.post, "/api/streaming/interrupt", sessions.interruptAll)
        table.add(.get, "/api/streaming/events", events.events)
        table.add(.get, ConnectionServer.webSocketPath) { _, _ in throw Self.noWebSocket }
        table.add(.get, "/api/streaming/openapi.json") { request, _ in
            try Acceptance.check(request, "application/json")
            return .json(Array(OpenAPIDocument.text.utf8))
        }
        for file in page {
            table.add(.get, file.path) { request, _ in file.response(to: request) }
        }
        return table
    }

    private static var noWebSocket: Problem {
        Problem(
            .upgradeRequired,
            "upgrade_needed",
            "this is a WebSocket: it is opened by the first request of a connection, with `Upgrade: websocket` and version 13",
            headers: [.upgrade: "websocket", .connection: "upgrade", .constant("Sec-WebSocket-Version"): "13"]
        )
    }
}
