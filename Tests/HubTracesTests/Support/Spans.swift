import Tracing

@testable import HubTraces

extension FinishedSpan {
    private static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// A span whose ids and times are known.
    static func made(_ name: String = "turn", _ change: (inout FinishedSpan) -> Void = { _ in }) throws -> Self {
        guard let place = TraceParent(header: header) else { throw NoPlace() }
        var span = FinishedSpan(
            name: name,
            place: place,
            parent: nil,
            kind: .internal,
            start: 1_763_800_000_123_456_789,
            end: 1_763_800_001_000_000_000
        )
        change(&span)
        return span
    }

    private struct NoPlace: Error {}
}
