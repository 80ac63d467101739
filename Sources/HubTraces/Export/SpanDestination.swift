/// Where spans go.
package protocol SpanDestination: Sendable {
    /// For people.
    var name: String { get }

    /// Takes a batch as ``OTLPTraces`` has it, in at most `limit`.
    ///
    /// - Throws: ``SpanFault`` where it does not have it.
    func take(_ batch: [UInt8], within limit: Duration) async throws(SpanFault)
}

/// Why a batch was not taken.
package struct SpanFault: Error, Sendable, Equatable {
    /// For people.
    package var reason: String
    /// Whether it is of no use to send the same again.
    package var isFinal: Bool

    package init(_ reason: String, isFinal: Bool = false) {
        self.reason = reason
        self.isFinal = isFinal
    }
}
