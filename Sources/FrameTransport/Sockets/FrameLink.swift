package import Logging
private import NIOCore
private import NIOPosix
package import SpeechFrames
private import Synchronization

/// Holds a link to a listening peer: connects, and connects again for as long as it is wanted.
package struct FrameLink: Sendable {
    private let path: String
    private let accepted: Set<FrameType>
    private let logger: Logger
    private let hello: @Sendable () -> Hello

    /// Connects to the socket at `path`; a frame of a type that is not in `accepted` ends the connection.
    ///
    /// `hello` is what this side says of itself, asked anew for each connection.
    package init(
        path: String,
        accepting accepted: Set<FrameType>,
        logger: Logger,
        hello: @escaping @Sendable () -> Hello
    ) {
        self.path = path
        self.accepted = accepted
        self.logger = logger
        self.hello = hello
    }

    /// Calls `use` for each connection, one after the other, until the task is cancelled. When `use` returns or throws,
    /// the connection ends and the next one is tried for.
    ///
    /// - Throws: `CancellationError` only.
    package func run(
        _ use: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        var backoff = LinkBackoff()
        var lastFault = ""
        while !Task.isCancelled {
            let stood = Mutex(false)
            do {
                try await connectOnce { connection, frames in
                    stood.withLock { $0 = true }
                    try await use(connection, frames)
                }
            } catch {
                let isUsual = (error as? TransportError)?.code == .closed || error is CancellationError
                // The same again at each try tells nobody anything.
                let isNews = !isUsual && lastFault != "\(error)"
                logger.log(level: isNews ? .warning : .debug, "link to \(path) ended: \(error)")
                if !isUsual { lastFault = "\(error)" }
            }
            if stood.withLock({ $0 }) { backoff.reset() }
            try await Task.sleep(for: backoff.next())
        }
        throw CancellationError()
    }

    /// One connection from start to end, without a second try.
    ///
    /// - Throws: ``TransportError`` with the code `closed` where nobody listens, and what `use` throws.
    package func connectOnce(
        _ use: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        let end: LinkEnd
        do {
            end = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try LinkEnd(channel, accepting: accepted)
                    }
                }
        } catch {
            throw TransportError(.closed, "nobody listens at \(path)")
        }
        try await Handshake.connect(end, saying: hello, use)
    }
}
