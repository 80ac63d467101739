import Settings
import TestSupport
import Testing

@testable import HubTraces

@Suite("Traces by HTTP", .timeLimit(.minutes(2)))
struct SpanReceiverTests {
    private static let batch = Array(#"{"resourceSpans":[]}"#.utf8)
    private static let patience = Duration.seconds(60)

    @Test("a batch is posted as the protocol wants it")
    func posted() async throws {
        try await TraceReceiver.with(.status(200)) { receiver in
            try await SpanReceiver(receiver.endpoint, agent: "loquat/1").take(Self.batch, within: Self.patience)
            let request = try #require(receiver.requests.first)
            #expect(request.method == "POST" && request.path == "/v1/traces")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["host"] == receiver.endpoint.authority)
            #expect(request.headers["user-agent"] == "loquat/1")
            #expect(request.body == #"{"resourceSpans":[]}"#)
        }
    }

    @Test(
        "what the receiver does not take is sent again only where the protocol says that this may help",
        arguments: [(400, true), (404, true), (500, true), (429, false), (502, false), (503, false), (504, false)]
    )
    func refused(status: Int, isFinal: Bool) async throws {
        try await TraceReceiver.with(.status(status)) { receiver in
            let fault = await #expect(throws: SpanFault.self) {
                try await SpanReceiver(receiver.endpoint, agent: "a").take(Self.batch, within: Self.patience)
            }
            #expect(fault == SpanFault("it answers with status \(status)", isFinal: isFinal))
        }
    }

    @Test("one that hangs is given up when its time is over")
    func hanging() async throws {
        try await TraceReceiver.with(.hang) { receiver in
            let fault = await #expect(throws: SpanFault.self) {
                try await SpanReceiver(receiver.endpoint, agent: "a").take(Self.batch, within: .milliseconds(200))
            }
            #expect(fault == SpanFault("it has not answered in time"))
        }
    }

    @Test("one that ends the connection, or that nobody serves, is tried again later")
    func gone() async throws {
        var known: HTTPEndpoint?
        try await TraceReceiver.with(.drop) { receiver in
            known = receiver.endpoint
            let fault = await #expect(throws: SpanFault.self) {
                try await SpanReceiver(receiver.endpoint, agent: "a").take(Self.batch, within: Self.patience)
            }
            #expect(fault == SpanFault("it has ended the connection without an answer"))
        }
        let closed = try #require(known)
        let fault = await #expect(throws: SpanFault.self) {
            try await SpanReceiver(closed, agent: "a").take(Self.batch, within: Self.patience)
        }
        #expect(fault == SpanFault("Connection refused"))
    }
}
