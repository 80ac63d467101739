internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// Writes the body of an answer that lasts, piece by piece.
///
/// The library's own writer is for one task's use; this one may be handed on.
struct StreamWriter: Sendable {
    /// Fulfilled when the connection is gone.
    let closed: EventLoopFuture<Void>
    private let outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>

    init(_ channel: HTTPExchange.Channel, _ outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>) {
        closed = channel.channel.closeFuture
        self.outbound = outbound
    }

    /// Writes pieces at once; suspends while the peer is far behind.
    func write(_ pieces: [ByteBuffer]) async throws {
        if !pieces.isEmpty { try await outbound.write(contentsOf: pieces.map { .body($0) }) }
    }

    /// A body that is written by `write`, and over when that is.
    func body(_ write: @escaping @Sendable (StreamWriter) async throws -> Void) -> ResponseBody {
        ResponseBody { _ in
            try await write(self)
            try await outbound.write(.end(nil))
        }
    }
}
