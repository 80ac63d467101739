/// One request and what became of its answer. Instants are nanoseconds of `CLOCK_MONOTONIC`.
package struct FakeExchange: Sendable {
    package let request: FakeRequest

    /// Numbers the connections from 0: equal for requests that came over the same one.
    package let connection: Int

    /// When each token was handed to the socket.
    package internal(set) var tokensWritten: [UInt64] = []

    /// Whether the answer stands at a ``FakeFault/stall(at:)``.
    package internal(set) var isStalled = false

    /// When the answer's last byte was handed to the socket.
    package internal(set) var completed: UInt64?

    /// When the client was seen to close the connection before the answer's end.
    package internal(set) var closedByClient: UInt64?
}
