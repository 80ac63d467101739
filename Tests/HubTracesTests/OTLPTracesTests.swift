import Testing
import Tracing

@testable import HubTraces

@Suite("Spans in OpenTelemetry's JSON")
struct OTLPTracesTests {
    private let encoding = OTLPTraces(service: "loquat", version: "1.2", process: 7)

    private func json(_ spans: FinishedSpan...) -> String { String(decoding: encoding.json(spans), as: UTF8.self) }

    @Test("ids are hexadecimal, times are nanoseconds in strings, and a span has its parent, events and status")
    func whole() throws {
        var span = try FinishedSpan.made()
        (span.parent, span.kind) = (SpanID(hexadecimal: "0000000000000001"), .server)
        span.attributes = ["session.id": "küche \"1\"\n", "loquat.phrases": 3, "loquat.silence_ms": 12.5, "b": true]
        span.events = [
            SpanEvent(
                name: "first_token",
                at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 1_763_800_000_200_000_000)
            )
        ]
        span.status = SpanStatus(code: .error, message: "unreachable")
        #expect(
            json(span) == """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"process.pid","value":{"intValue":"7"}},\
                {"key":"service.name","value":{"stringValue":"loquat"}},\
                {"key":"service.version","value":{"stringValue":"1.2"}}]},\
                "scopeSpans":[{"scope":{"name":"loquat","version":"1.2"},"spans":[{"attributes":[\
                {"key":"b","value":{"boolValue":true}},{"key":"loquat.phrases","value":{"intValue":"3"}},\
                {"key":"loquat.silence_ms","value":{"doubleValue":12.5}},\
                {"key":"session.id","value":{"stringValue":"küche \\"1\\"\\n"}}],"droppedEventsCount":0,\
                "endTimeUnixNano":"1763800001000000000","events":[{"attributes":[],"name":"first_token",\
                "timeUnixNano":"1763800000200000000"}],"flags":1,"kind":2,"links":[],"name":"turn",\
                "parentSpanId":"0000000000000001","spanId":"00f067aa0ba902b7","startTimeUnixNano":"1763800000123456789",\
                "status":{"code":2,"message":"unreachable"},"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}]}]}]}
                """
        )
    }

    @Test("it is one line, whatever is in it; a span without a parent names none")
    func line() throws {
        let text = json(try .made("a\nb"), try .made())
        #expect(!text.contains("\n") && !text.contains("parentSpanId"))
        #expect(text.contains(#""name":"a\nb""#) && text.contains(#""status":{}"#))
    }

    @Test("long texts are cut, and numbers that are none have names")
    func bounds() throws {
        let long = String(repeating: "ü", count: 5_000)
        let text = json(
            try .made { $0.attributes = ["a": .string(long), "b": .double(.infinity), "c": .int64Array([1, 2])] }
        )
        #expect(text.contains("\"\(String(repeating: "ü", count: OTLPValue.longestText))\""))
        #expect(text.contains(#"{"doubleValue":"Infinity"}"#))
        #expect(text.contains(#"{"arrayValue":{"values":[{"intValue":"1"},{"intValue":"2"}]}}"#))
    }
}
