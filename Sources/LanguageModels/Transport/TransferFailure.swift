/// Why a transfer did not reach its end: what happened on the wire, before anybody knows what it meant.
enum TransferFailure: Error, Equatable {
    case refused
    /// The system's words.
    case unreachable(String)
    case connectTimedOut(after: Duration)
    case silent(for: Duration)
    case stalled(for: Duration)
    /// The other side went away before its answer was whole: libcurl's words.
    case connectionLost(String)
    /// TLS, a proxy, something that is not HTTP …: libcurl's words.
    case failed(String)
    case cancelled
    /// ``CurlTransport/maximumTransfers`` are under way.
    case crowded
    case shutDown
}
