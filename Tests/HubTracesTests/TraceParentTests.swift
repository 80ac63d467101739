import Testing

@testable import HubTraces

@Suite("A trace's way from one program to the next")
struct TraceParentTests {
    @Test("what a header says is read, and written as it was")
    func roundTrip() throws {
        let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let parent = try #require(TraceParent(header: header))
        #expect(parent.trace.text == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(parent.span.text == "00f067aa0ba902b7")
        #expect(parent.isSampled && parent.header == header)
    }

    @Test(
        "flags that are not known are let be, and a later version may say more",
        arguments: [
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", false),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff", true),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02", false),
            ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
            ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-will-be", true),
        ]
    )
    func later(header: String, isSampled: Bool) {
        #expect(TraceParent(header: header)?.isSampled == isSampled)
    }

    @Test(
        "what is none is ignored",
        arguments: [
            "", "00", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
            "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.",
            "+0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-" + String(repeating: "x", count: 500),
        ]
    )
    func none(header: String) {
        #expect(TraceParent(header: header) == nil)
    }

    @Test("new names are of the length that they have to have, and no two are alike")
    func names() {
        let traces = (0..<1_000).map { _ in TraceID() }
        let spans = (0..<1_000).map { _ in SpanID() }
        #expect(Set(traces).count == 1_000 && Set(spans).count == 1_000)
        #expect(traces.allSatisfy { TraceID(hexadecimal: $0.text) == $0 })
        #expect(spans.allSatisfy { SpanID(hexadecimal: $0.text) == $0 })
    }
}
