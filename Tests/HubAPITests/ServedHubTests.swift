import SpeechFrames
import TestSupport
import Testing

@testable import HubAPI

/// What a real hub tells by HTTP, of turns that it has really had.
@Suite("A hub that is served", .serialized, .timeLimit(.minutes(5)))
struct ServedHubTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// The events of that type, as far as they have come whole.
    private static func healthEvents(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().filter {
            $0.hasPrefix("data: ") && $0.contains(#""type":"health""#)
        }
    }

    /// That an answer is as openapi.json has it.
    private func check(_ path: String, _ hub: ServedHub) async throws -> JSONValue {
        let document = try await hub.ask("GET /api/streaming/openapi.json").json
        let answer = try await hub.ask("GET \(path)")
        #expect(answer.status == 200, "\(answer.body)")
        let content = document["paths"]?[path]?["get"]?["responses"]?["200"]?["content"]?["application/json"]
        let schema = try #require(content?["schema"])
        let json = try answer.json
        #expect(JSONSchema(document: document).faults(of: json, by: schema) == [])
        return json
    }

    @Test("health, measurements and sessions are as the description says, with all that real turns bring")
    func described() async throws {
        try await ServedHub.with { hub, talker, _ in
            let turn = try await talker.finish(.ask(Ask(session: "kitchen", turn: 0, text: "Why?")))
            #expect(turn.failures.isEmpty)
            let index = await talker.ask(.ask(Ask(session: "kitchen", turn: 0, text: "And a story?")))
            try await talker.wait(for: index) { $0.progress != nil }
            _ = try await check("/api/streaming/sessions", hub)
            await talker.interrupt(index)
            try await talker.wait(for: index) { $0.ending != nil }
            let health = try await check("/api/streaming/health", hub)
            #expect(health["processes"]?.array?.count == 4 && health["window"]?["turns"]?.number == 2)
            let metrics = try await check("/api/streaming/metrics", hub)
            #expect(metrics["recent_sessions"]?.array?.count == 2)
            #expect(metrics["summary"]?["chunks"]?.number ?? 0 > 0)
            #expect(metrics["summary"]?["interrupted_sessions"]?.number == 1)
        }
    }

    @Test("a scrape is in the form that it asks for; in OpenMetrics, buckets name the trace of a turn that they count")
    func exemplars() async throws {
        try await withTemporaryDirectory { folder in
            try await ServedHub.with(settings: "traces: \(folder)/traces.jsonl\n") { hub, _, _ in
                let body = #"{"text": "Why?", "session": "kitchen"}"#
                let stream = "Accept: text/event-stream"
                let asked = try await hub.ask(
                    "POST /api/streaming/sessions",
                    stream,
                    "traceparent: \(Self.parent)",
                    body: body
                )
                #expect(asked.status == 200 && asked.body.contains(#""state":"finished""#))
                let plain = try await hub.ask("GET /metrics")
                #expect(plain.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
                #expect(!plain.body.contains("trace_id") && !plain.body.contains("# EOF"))
                let open = try await hub.ask("GET /metrics", "Accept: application/openmetrics-text; version=1.0.0")
                #expect(open.headers["content-type"]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
                #expect(open.body.hasSuffix("# EOF\n"))
                let example = "# {trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} "
                for name in ["first_token", "first_phrase", "first_sound", "completion"] {
                    let lines = open.body.split(separator: "\n").filter {
                        $0.hasPrefix("loquat_\(name)_seconds_bucket")
                    }
                    #expect(lines.count { $0.contains(example) } == 1, "\(name)")
                }
                #expect(!open.body.contains("kitchen"))
            }
        }
    }

    @Test("that nothing is to be measured any more is taken by a reload, told at once, and taken back")
    func reload() async throws {
        let on = "metrics_enabled: true\n"
        try await ServedHub.with(settings: on) { hub, _, file in
            try await RawConnection.with(hub.address) { events in
                try await events.send("GET /api/streaming/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try await events.read { $0.contains("event: snapshot") }
                for isOn in [false, true] {
                    try writeFile(file, isOn ? on : "metrics_enabled: false\n")
                    events.forget()
                    let told = try await hub.hub.loquat("reload")
                    #expect(told.text.contains("hub-supervisor: metrics_enabled is \(isOn), was \(!isOn)"))
                    let health = #""overall_health":"\#(isOn ? "unknown" : "disabled")""#
                    _ = try await events.read { Self.healthEvents($0).contains { $0.contains(health) } }
                    #expect(try await hub.ask("GET /api/streaming/metrics").status == (isOn ? 200 : 404))
                    #expect(try await hub.ask("GET /metrics").status == (isOn ? 200 : 404))
                    let now = try await hub.ask("GET /api/streaming/health").json
                    #expect(now["metrics_enabled"] == .bool(isOn))
                }
            }
        }
    }

    @Test("health is told when its reasons change, and not when only its figures do")
    func news() async throws {
        try await ServedHub.with { hub, talker, _ in
            try await RawConnection.with(hub.address) { events in
                try await events.send("GET /api/streaming/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try await events.read { $0.contains("event: snapshot") }
                // With five turns it is known how the hub does, well or not.
                for number in 1...5 { try await talker.finish(.say(Say(text: "Number \(number)."))) }
                let text = try await events.read { text in
                    Self.healthEvents(text).contains { !$0.contains(#""overall_health":"unknown""#) }
                }
                let told = Self.healthEvents(text)
                let verdicts = try told.map { line in
                    let json = try JSONValue(String(line.dropFirst("data: ".count)))
                    return "\(json["overall_health"]?.string ?? "") \(json["reasons"]?.array ?? [])"
                }
                #expect(zip(verdicts, verdicts.dropFirst()).allSatisfy { $0 != $1 })
                #expect(told.allSatisfy { !$0.contains("processes") })
            }
        }
    }
}
