import SpeechFrames
import Testing

@testable import HubAPI

@Suite("Requests that belong to a trace", .timeLimit(.minutes(2)))
struct TraceFieldTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("what is asked and said goes on with the trace that the request names")
    func named() async throws {
        try await TestServer.with { server in
            server.hub.set { $0.answers = [.accepted(Accepted(session: "s", turn: 1))] }
            let field = "Traceparent: \(Self.parent)"
            _ = try await server.ask("POST /api/streaming/sessions", field, body: #"{"text":"a"}"#)
            _ = try await server.ask("POST /api/streaming/sessions/s/say", field, body: #"{"text":"a"}"#)
            #expect(server.hub.requests.map(\.trace) == [Self.parent, Self.parent])
        }
    }

    @Test("without one, or with one that is far too long, it names none, and is done all the same")
    func unnamed() async throws {
        try await TestServer.with { server in
            server.hub.set { $0.answers = [.accepted(Accepted(session: "s", turn: 1))] }
            for field in ["X-Other: 1", "traceparent: 00-\(String(repeating: "a", count: 1_000))"] {
                let answer = try await server.ask("POST /api/streaming/sessions", field, body: #"{"text":"a"}"#)
                #expect(answer.status == 202)
            }
            #expect(server.hub.requests.count == 2 && server.hub.requests.allSatisfy { $0.trace == nil })
        }
    }
}

extension Frame {
    fileprivate var trace: String? {
        switch self {
        case .ask(let ask): ask.trace
        case .say(let say): say.trace
        default: nil
        }
    }
}
