package import NIOCore

/// How much one peer may ask for, and how long it may take.
package struct HTTPLimits: Sendable {
    /// The longest body of a request, in bytes. A longer one is refused (413).
    package var body = 256 << 10
    /// The longest target of a request, in bytes (414).
    package var target = 8 << 10
    /// The longest head of a request in all, in bytes (431).
    package var head = 32 << 10
    /// The most fields of a head (431).
    package var fields = 100
    /// The longest message over a WebSocket, in bytes, all its frames together (close code 1009).
    package var message = 256 << 10
    /// How long a new connection may take to its first request's head.
    package var firstHead = TimeAmount.seconds(10)
    /// How long a connection may be idle between two requests.
    package var idle = TimeAmount.seconds(75)
    /// How long a request's body may take (408).
    package var bodyTime = TimeAmount.seconds(20)
    /// How long a peer may take nothing of what waits to be sent to it: then the connection is cut off.
    package var reading = TimeAmount.seconds(30)
    /// How much of the events may wait for one peer, in bytes; with more, it is cut off, and told so.
    package var backlog = 1 << 20
    /// How often a sign of life is sent on a stream.
    package var keepAlive = Duration.seconds(15)
    /// How long a WebSocket's peer may be silent, pongs included.
    package var silence = Duration.seconds(45)
    /// How many connections there may be at once; to a further one is said that it should come again (503).
    package var connections = 2_048
    /// How many requests and messages a second a peer may send in the long run, twice as many at once (429); 0: no limit.
    package var rate = 1_000

    package init() {}
}
