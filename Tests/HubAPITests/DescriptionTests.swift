import HTTPTypes
import Hummingbird
import SpeechFrames
import Supervision
import Testing

@testable import HubAPI

/// That openapi.json is true: each route is described, and each answer is as it says.
@Suite(.timeLimit(.minutes(3)))
struct DescriptionTests {
    struct Call: Sendable, CustomTestStringConvertible {
        var route: String
        var line: String
        var status: Int
        var headers: [String] = []
        var body: String?
        var answers: [Frame] = []
        var change: @Sendable (inout ScriptedHub.State) -> Void = { _ in }

        var testDescription: String { "\(line) -> \(status)" }
    }

    private static let sessions = "/api/streaming/sessions"
    private static let accepted = Frame.accepted(Accepted(session: "s", turn: 1))
    private static let known = SessionStatus(session: "s", turn: 1, state: .speaking, ageMilliseconds: 5)

    private static func refused(_ code: String) -> [Frame] {
        [.refused(Refused(code: code, message: "not now: ask again in 3 s"))]
    }

    static let calls: [Call] = [
        Call(route: "/api/streaming/health", line: "GET /api/streaming/health", status: 200),
        Call(route: "/api/streaming/health", line: "GET /api/streaming/health", status: 503) { $0.isCritical = true },
        Call(route: "/health/live", line: "GET /health/live", status: 200),
        Call(route: "/health/ready", line: "GET /health/ready", status: 200),
        Call(route: "/health/ready", line: "GET /health/ready", status: 503) { $0.isCritical = true },
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics", status: 200),
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics?include_sessions=false", status: 200),
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics?format=prometheus", status: 200),
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics?format=xml", status: 400),
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics?include_sessions=2", status: 400),
        Call(route: "/api/streaming/metrics", line: "GET /api/streaming/metrics", status: 404) {
            $0.hasMetrics = false
        },
        Call(route: "/metrics", line: "GET /metrics", status: 200),
        Call(
            route: "/metrics",
            line: "GET /metrics",
            status: 200,
            headers: ["Accept: application/openmetrics-text; version=1.0.0"]
        ),
        Call(route: "/metrics", line: "GET /metrics", status: 404) { $0.hasMetrics = false },
        Call(route: sessions, line: "GET \(sessions)", status: 200) { $0.sessions = [known] },
        Call(route: sessions, line: "POST \(sessions)", status: 202, body: #"{"text":"a"}"#, answers: [accepted]),
        Call(route: sessions, line: "POST \(sessions)", status: 400, body: #"{"text":" "}"#),
        Call(
            route: sessions,
            line: "POST \(sessions)",
            status: 409,
            body: #"{"text":"a"}"#,
            answers: refused("output_busy")
        ),
        Call(
            route: sessions,
            line: "POST \(sessions)",
            status: 413,
            body: #"{"text":"a"}"#,
            answers: refused("too_long")
        ),
        Call(
            route: sessions,
            line: "POST \(sessions)",
            status: 429,
            body: #"{"text":"a"}"#,
            answers: refused("too_often")
        ),
        Call(
            route: sessions,
            line: "POST \(sessions)",
            status: 429,
            body: #"{"text":"a"}"#,
            answers: refused("too_many_waiting")
        ),
        Call(
            route: sessions,
            line: "POST \(sessions)",
            status: 503,
            body: #"{"text":"a"}"#,
            answers: refused("too_many_sessions")
        ),
        Call(route: "\(sessions)/{id}", line: "GET \(sessions)/s", status: 200) { $0.sessions = [known] },
        Call(route: "\(sessions)/{id}", line: "GET \(sessions)/t", status: 404) { $0.sessions = [known] },
        Call(
            route: "\(sessions)/{id}",
            line: "DELETE \(sessions)/s",
            status: 204,
            answers: [.forgotten(Forgotten(sessions: 1))]
        ),
        Call(route: "\(sessions)/{id}", line: "DELETE \(sessions)/s", status: 202),
        Call(route: "\(sessions)/{id}", line: "DELETE \(sessions)/s", status: 404, answers: refused("unknown_session")),
        Call(route: "\(sessions)/{id}", line: "DELETE \(sessions)/s", status: 503, answers: refused("not_ready")),
        Call(
            route: "\(sessions)/{id}/say",
            line: "POST \(sessions)/s/say",
            status: 202,
            body: #"{"text":"a"}"#,
            answers: [accepted]
        ),
        Call(
            route: "\(sessions)/{id}/say",
            line: "POST \(sessions)/s/say",
            status: 400,
            body: #"{"text":"a","rate":1}"#
        ),
        Call(
            route: "\(sessions)/{id}/interrupt",
            line: "POST \(sessions)/s/interrupt",
            status: 202,
            answers: [accepted]
        ),
        Call(
            route: "\(sessions)/{id}/interrupt",
            line: "POST \(sessions)/s/interrupt",
            status: 200,
            body: #"{"reason":"timeout"}"#,
            answers: refused("nothing_to_interrupt")
        ),
        Call(
            route: "\(sessions)/{id}/interrupt",
            line: "POST \(sessions)/s/interrupt",
            status: 404,
            answers: refused("unknown_session")
        ),
        Call(
            route: "\(sessions)/{id}/interrupt",
            line: "POST \(sessions)/s/interrupt",
            status: 400,
            body: #"{"turn":0}"#
        ),
        Call(
            route: "/api/streaming/interrupt",
            line: "POST /api/streaming/interrupt",
            status: 202,
            answers: [accepted]
        ),
        Call(
            route: "/api/streaming/interrupt",
            line: "POST /api/streaming/interrupt",
            status: 200,
            answers: refused("nothing_to_interrupt")
        ),
        Call(
            route: "/api/streaming/interrupt",
            line: "POST /api/streaming/interrupt",
            status: 400,
            body: #"{"turn":1}"#
        ),
        Call(
            route: "/api/streaming/events",
            line: "GET /api/streaming/events",
            status: 406,
            headers: ["Accept: application/json"]
        ),
        Call(route: "/api/streaming/ws", line: "GET /api/streaming/ws", status: 426),
        Call(route: "/api/streaming/openapi.json", line: "GET /api/streaming/openapi.json", status: 200),
    ]

    @Test("each route is described, and nothing else")
    func complete() throws {
        let document = try JSONValue(OpenAPIDocument.text)
        var described: [String] = []
        for (path, item) in document["paths"]?.object ?? [:] {
            for method in (item.object ?? [:]).keys where method != "parameters" {
                described.append("\(method.uppercased()) \(path)")
            }
        }
        let hub = ScriptedHub()
        let follower = EventFollower(broadcast: EventBroadcast(hub.sources, limits: HTTPLimits())) {
            ([], hub.events.last)
        }
        let table = HubRoutes.table(hub.sources, { hub.sources.health([]) }, follower, page: [])
        #expect(described.sorted() == table.names.sorted())
    }

    @Test("all references in the description lead somewhere")
    func references() throws {
        let document = try JSONValue(OpenAPIDocument.text)
        let schema = JSONSchema(document: document)
        var rest = [document]
        var count = 0
        while let value = rest.popLast() {
            if let name = value["$ref"]?.string {
                count += 1
                #expect(schema.resolve(name) != nil, "\(name)")
            }
            rest += (value.array ?? []) + (value.object.map { Array($0.values) } ?? [])
        }
        #expect(count > 50)
    }

    @Test("each answer is as the description says", arguments: calls)
    func answers(call: Call) async throws {
        try await TestServer.with { server in
            server.hub.set {
                $0.answers = call.answers
                call.change(&$0)
            }
            let answer = try await server.ask(call.line, call.headers.first ?? "X-Nothing: 1", body: call.body)
            #expect(answer.status == call.status, "\(answer.body)")
            let document = try await server.ask("GET /api/streaming/openapi.json").json
            try check(answer, call, JSONSchema(document: document))
        }
    }

    private func check(_ answer: HTTPAnswer, _ call: Call, _ schema: JSONSchema) throws {
        let method = String(call.line.prefix { $0 != " " }).lowercased()
        let responses = try #require(schema.document["paths"]?[call.route]?[method]?["responses"])
        var described = try #require(responses["\(call.status)"], "\(call.status) is not described")
        if let name = described["$ref"]?.string { described = try #require(schema.resolve(name)) }
        for name in (described["headers"]?.object ?? [:]).keys {
            #expect(answer.headers[name.lowercased()] != nil, "\(name) is missing")
        }
        guard let content = described["content"]?.object else {
            #expect(answer.body.isEmpty)
            return
        }
        let type = try #require(answer.headers["content-type"]).prefix { $0 != ";" }
        let wanted = try #require(content[String(type)]?["schema"], "\(type) is not described")
        if wanted["type"]?.string != "string" {
            #expect(schema.faults(of: try answer.json, by: wanted).isEmpty)
        }
    }
}
