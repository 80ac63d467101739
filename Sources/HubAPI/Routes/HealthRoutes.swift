internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// How the hub is.
struct HealthRoutes: Sendable {
    let picture: @Sendable () -> HubAPISources.Health

    /// 503 where it is critical, for whoever only looks at the status.
    func health(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "application/json")
        let health = picture()
        return .json(health.json, status: health.isCritical ? .serviceUnavailable : .ok)
    }

    /// It answers: so it lives.
    func live(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "application/json")
        return .json(JSONObject().adding("live", raw: "true".utf8).bytes)
    }

    /// Whether a question would be answered.
    func ready(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "application/json")
        let isReady = picture().isReady
        let body = JSONObject().adding("ready", raw: "\(isReady)".utf8)
        return .json(body.bytes, status: isReady ? .ok : .serviceUnavailable)
    }
}
