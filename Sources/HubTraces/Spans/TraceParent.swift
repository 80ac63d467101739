package import Tracing

/// Where a span stands: its trace and itself, as a W3C `traceparent` header carries them from one program to the next.
package struct TraceParent: Sendable, Hashable {
    /// The header's name.
    static let field = "traceparent"

    package let trace: TraceID
    package let span: SpanID
    /// Whether the trace is kept: who began it decides.
    package let isSampled: Bool

    init(trace: TraceID, span: SpanID, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Reads `00-TRACE-SPAN-FLAGS`; of a later version what this one has. `nil`: it is something else, and is to be ignored.
    package init?(header: String) {
        // Longer ones may come, and have to end these parts with a dash.
        guard header.utf8.count >= 55, header.utf8.count <= 512 else { return nil }
        let parts = header.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, HexadecimalText.number(parts[0]) != nil, parts[0] != "ff",
            parts.count == 4 || parts[0] != "00", let trace = TraceID(hexadecimal: parts[1]),
            let span = SpanID(hexadecimal: parts[2]), parts[3].utf8.count == 2,
            let flags = HexadecimalText.number(parts[3])
        else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1)
    }

    /// As the header has it.
    package var header: String { "00-\(trace.text)-\(span.text)-\(isSampled ? "01" : "00")" }
}

extension InstrumentationContext {
    private enum Key: InstrumentationContextKey {
        typealias Value = TraceParent
        static let nameOverride: String? = TraceParent.field
    }

    /// The span that is the parent of what begins in this context.
    package var traceParent: TraceParent? {
        get { self[Key.self] }
        set { self[Key.self] = newValue }
    }
}
