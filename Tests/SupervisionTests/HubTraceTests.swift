import Foundation
import SpeechFrames
import TestSupport
import Testing

/// A line of a file of traces, as far as the tests look at it.
private struct TraceLine: Decodable {
    struct Resource: Decodable { var scopeSpans: [Scope] }
    struct Scope: Decodable { var spans: [Span] }

    struct Span: Decodable {
        struct Event: Decodable { var name: String }
        struct Status: Decodable { var code: Int? }

        var traceId: String
        var spanId: String
        var parentSpanId: String?
        var name: String
        var startTimeUnixNano: String
        var endTimeUnixNano: String
        var events: [Event]
        var status: Status

        var start: UInt64 { UInt64(startTimeUnixNano) ?? 0 }
        var end: UInt64 { UInt64(endTimeUnixNano) ?? 0 }
    }

    var resourceSpans: [Resource]

    static func spans(in path: String) throws -> [Span] {
        try readFile(path).split(separator: UInt8(ascii: "\n")).flatMap { line in
            try JSONDecoder().decode(Self.self, from: Data(line)).resourceSpans
                .flatMap { $0.scopeSpans.flatMap(\.spans) }
        }
    }
}

@Suite("Traces of real turns", .serialized, .timeLimit(.minutes(3)))
struct HubTraceTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// A hub that tells its traces to a file, if any; what `body` had asked is told when this returns.
    private func withHub(_ traces: String?, _ body: @Sendable (RunningHub, HubTalker) async throws -> Void) async throws
    {
        try await withTemporaryDirectory { folder in
            try writeFile("\(folder)/answer", "Because of the moon. It pulls the water, and the water follows it.")
            var arguments = RunningHub.Arguments()
            arguments.supervisor = traces.map { ["--traces", $0] } ?? []
            arguments.streamer = ["--provider", "replay", "--replay", "\(folder)/answer", "--rate", "30"]
            arguments.sequencer = ["--output", "null"]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in try await body(hub, talkers[0]) }
        }
    }

    @Test("an answer is one trace with the three stages in their order, which goes on with that of who asked")
    func answer() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            try await withHub(path) { _, talker in
                let ask = Ask(session: "kitchen", turn: 0, text: "What is a secretword?", trace: Self.parent)
                let turn = try await talker.finish(.ask(ask))
                #expect(turn.ending != nil && turn.failures.isEmpty)
            }
            let spans = try TraceLine.spans(in: path)
            #expect(Set(spans.map(\.traceId)) == ["4bf92f3577b34da6a3ce929d0e0e4736"])
            let root = try #require(spans.first { $0.name == "turn" })
            #expect(root.parentSpanId == "00f067aa0ba902b7" && root.status.code == nil)
            let stages = spans.filter { $0.parentSpanId == root.spanId }.sorted { $0.start < $1.start }
            #expect(stages.map(\.name) == ["llm-streamer", "tts-workers", "audio-sequencer"])
            #expect(stages.allSatisfy { root.start <= $0.start && $0.start <= $0.end && $0.end <= root.end })
            // Of the others the hub may hear late that they are at their end.
            #expect(stages.last?.end == root.end)
            #expect(
                stages.map { $0.events.map(\.name) } == [["first_token", "first_phrase"], ["first_sound_made"], []]
            )
            let text = String(decoding: try readFile(path), as: UTF8.self)
            #expect(text.contains(#"{"key":"session.id","value":{"stringValue":"kitchen"}}"#))
            #expect(!text.contains("secretword"))
        }
    }

    @Test("what is interrupted by the hub's own end is told, too")
    func shutdown() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            try await withHub(path) { _, talker in
                let index = await talker.ask(.ask(Ask(session: "kitchen", turn: 0, text: "Tell me a story.")))
                try await talker.wait(for: index) { $0.progress != nil }
            }
            let text = String(decoding: try readFile(path), as: UTF8.self)
            #expect(text.contains(#"{"key":"loquat.reason","value":{"stringValue":"shutdown"}}"#))
        }
    }

    @Test("who does not want the trace kept has none, nor has anybody where none are wanted")
    func unwanted() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/traces.jsonl"
            try await withHub(path) { _, talker in
                let parent = Self.parent.dropLast(2) + "00"
                try await talker.finish(.say(Say(text: "Dinner.", session: "kitchen", trace: String(parent))))
            }
            try await withHub(nil) { _, talker in try await talker.finish(.say(Say(text: "Dinner."))) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }
}
