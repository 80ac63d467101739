import NIOCore
import NIOPosix
import Settings
import TestSupport

/// A connection of a client that knows nothing but bytes.
final class RawConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// What has come and was not taken yet.
    private(set) var received = ByteBuffer()

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    /// Runs `body` with a connection, which is closed afterwards.
    static func with<Value: Sendable>(
        _ address: HTTPAddress,
        _ body: (RawConnection) async throws -> Value
    ) async throws -> Value {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
        let prepare: @Sendable (any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> = { channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
        }
        let channel =
            switch address {
            case .tcp(let host, let port):
                try await bootstrap.connect(host: host, port: port, channelInitializer: prepare)
            case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: prepare)
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(inbound.makeAsyncIterator(), outbound))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// All that comes until the other side ends the connection; one that is cut off ends, too.
    func readToEnd() async throws -> String {
        while await readMore() {}
        return String(buffer: received)
    }

    /// What has come once `isEnough` holds of it.
    func read(until isEnough: (String) -> Bool) async throws -> String {
        while true {
            let text = String(buffer: received)
            if isEnough(text) { return text }
            guard await readMore() else { throw SetupError("the connection has ended after: \(text)") }
        }
    }

    /// Forgets what has come so far.
    func forget() { received.clear() }

    /// So many bytes.
    func read(count: Int) async throws -> [UInt8] {
        while received.readableBytes < count {
            guard await readMore() else { throw SetupError("the connection has ended") }
        }
        return received.readBytes(length: count) ?? []
    }

    /// Whether more has come before the end.
    private func readMore() async -> Bool {
        guard var bytes = try? await inbound.next(isolation: #isolation) else { return false }
        received.writeBuffer(&bytes)
        return true
    }
}
