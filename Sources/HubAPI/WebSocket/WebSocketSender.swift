internal import NIOCore
internal import NIOWebSocket
private import Synchronization

/// What goes out over a WebSocket. After the close frame nothing does.
final class WebSocketSender: Sendable {
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    private let isClosed = Mutex(false)

    init(_ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>) {
        self.outbound = outbound
    }

    /// Sends texts, each a message.
    func send(_ texts: [ByteBuffer]) async throws {
        guard !texts.isEmpty, !isClosed.withLock(\.self) else { return }
        try await outbound.write(contentsOf: texts.map { WebSocketFrame(fin: true, opcode: .text, data: $0) })
    }

    /// Sends a text.
    func send(_ text: [UInt8]) async throws { try await send([ByteBuffer(bytes: text)]) }

    /// Sends bytes that are no text.
    func send(binary: ByteBuffer) async throws { try await write(.binary, binary) }

    func ping() async throws { try await write(.ping, ByteBuffer()) }

    func pong(_ data: ByteBuffer) async throws { try await write(.pong, data) }

    /// Says that the connection ends, and why; the same code as the peer's, where it was first.
    func close(_ code: WebSocketErrorCode?, _ reason: String = "") async {
        let isFirst = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        guard isFirst else { return }
        var data = ByteBuffer()
        if let code {
            data.write(webSocketErrorCode: code)
            data.writeString(String(reason.prefix(120)))
        }
        // The peer may be gone already.
        try? await outbound.write(WebSocketFrame(fin: true, opcode: .connectionClose, data: data))
        outbound.finish()
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) async throws {
        guard !isClosed.withLock(\.self) else { return }
        try await outbound.write(WebSocketFrame(fin: true, opcode: opcode, data: data))
    }
}
