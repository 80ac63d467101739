internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import SpeechFrames
internal import Supervision

/// The sessions: what they do, and what they are to do.
struct SessionRoutes: Sendable {
    static let path = "/api/streaming/sessions"

    let sources: HubAPISources

    // MARK: - Looking

    func list(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "application/json")
        return .json(JSONObject().adding("sessions", raw: JSONBytes.of(sources.picture().sessions)).bytes)
    }

    func one(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "application/json")
        return .json(JSONBytes.of(try status(of: try Self.id(context))))
    }

    // MARK: - Asking and saying

    func ask(_ request: Request, _ context: APIContext) async throws -> Response {
        try Acceptance.check(request, "application/json", EventRoutes.mediaType)
        let members = try AskMembers(json: try await JSONBody.bytes(of: request))
        let start = sources.events.last
        let accepted = try accept(members.frame(trace: TraceField.value(of: request)), context)
        guard Acceptance.names(EventRoutes.mediaType, request) else { return Self.accepted(accepted) }
        var response = TurnStream(log: sources.events, turn: accepted.turnID, start: start).response(context)
        response.headers[.location] = Self.location(of: accepted.session)
        return response
    }

    func say(_ request: Request, _ context: APIContext) async throws -> Response {
        try Acceptance.check(request, "application/json")
        var members = try SayMembers(json: try await JSONBody.bytes(of: request))
        members.session = try Self.id(context)
        return Self.accepted(try accept(members.frame(trace: TraceField.value(of: request)), context))
    }

    private func accept(_ frame: Frame, _ context: APIContext) throws(Problem) -> Accepted {
        for answer in sources.request(frame, context.peer.credentials) {
            switch answer {
            case .accepted(let accepted): return accepted
            case .refused(let refused): throw Problem(refused)
            default: continue
            }
        }
        throw Problem(.serviceUnavailable, "not_ready", "the hub did not take it up: try again")
    }

    private static func accepted(_ accepted: Accepted) -> Response {
        let body = JSONObject().adding("session", accepted.session).adding("turn", accepted.turn)
        var response = Response.json(body.bytes, status: .accepted)
        response.headers[.location] = location(of: accepted.session)
        return response
    }

    private static func location(of session: String) -> String { "\(path)/\(PathText.encoded(session))" }

    // MARK: - Stopping

    func interrupt(_ request: Request, _ context: APIContext) async throws -> Response {
        var members = try await Self.interruptMembers(request)
        members.session = try Self.id(context)
        return try stop(members, context)
    }

    func interruptAll(_ request: Request, _ context: APIContext) async throws -> Response {
        let members = try await Self.interruptMembers(request)
        if members.turn != nil {
            throw Problem(.badRequest, "bad_member", "`turn` is one of a session: name it in the path")
        }
        return try stop(members, context)
    }

    func forget(_ request: Request, _ context: APIContext) throws -> Response {
        let id = try Self.id(context)
        let answers = sources.request(.forget(Forget(session: id)), context.peer.credentials)
        for case .refused(let refused) in answers { throw Problem(refused) }
        // Where the talk is kept on a disk, that is told only when the disk has done it.
        let isDone = answers.contains { if case .forgotten = $0 { true } else { false } }
        return Response(status: isDone ? .noContent : .accepted)
    }

    private static func interruptMembers(_ request: Request) async throws -> InterruptMembers {
        try Acceptance.check(request, "application/json")
        let json = try await JSONBody.bytes(of: request, mayBeEmpty: true)
        return json.isEmpty ? InterruptMembers() : try InterruptMembers(json: json)
    }

    /// Nothing to interrupt is no fault: it is quiet, as was wanted.
    private func stop(_ members: InterruptMembers, _ context: APIContext) throws(Problem) -> Response {
        var turns: [Accepted] = []
        for answer in sources.request(members.frame, context.peer.credentials) {
            switch answer {
            case .accepted(let accepted): turns.append(accepted)
            case .refused(let refused) where refused.code != "nothing_to_interrupt": throw Problem(refused)
            default: continue
            }
        }
        let body = JSONObject().adding("turns", raw: JSONBytes.of(turns))
        return .json(body.bytes, status: turns.isEmpty ? .ok : .accepted)
    }

    // MARK: - Both

    private func status(of id: String) throws(Problem) -> SessionStatus {
        guard let status = sources.picture().sessions.first(where: { $0.session == id }) else {
            throw Problem(
                .notFound,
                "unknown_session",
                "there is no session of that name: `GET \(Self.path)` lists them"
            )
        }
        return status
    }

    private static func id(_ context: APIContext) throws(Problem) -> String {
        guard let text = context.parameters.get("id"), let id = PathText.decoded(text) else {
            throw Problem(.badRequest, "bad_path", "the session's name in the path is no UTF-8")
        }
        try Members.check(session: id)
        return id
    }
}
