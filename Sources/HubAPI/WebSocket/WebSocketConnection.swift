internal import NIOCore
internal import NIOWebSocket

/// One WebSocket: messages in, messages out, and an end that both sides know of.
struct WebSocketConnection: Sendable {
    typealias Channel = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    typealias Writer = NIOAsyncChannelOutboundWriter<WebSocketFrame>
    /// Answers a message; what it throws ends the connection.
    typealias Receiver = @Sendable (WebSocketAssembler.Message, WebSocketSender) async throws -> Void

    let limit: Int
    let heard: LastHeard

    init(limit: Int) {
        self.limit = limit
        heard = LastHeard()
    }

    /// Makes a channel that has become a WebSocket ready.
    static func channel(_ channel: any NIOCore.Channel) throws -> Channel {
        try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }

    /// Takes messages until the peer ends the connection or breaks the protocol, which is answered.
    ///
    /// - Throws: what the connection throws, and what `receive` throws.
    func take(
        _ frames: NIOAsyncChannelInboundStream<WebSocketFrame>,
        _ sender: WebSocketSender,
        _ receive: Receiver
    ) async throws {
        var assembler = WebSocketAssembler(limit: limit)
        do {
            for try await frame in frames {
                heard.note()
                switch try assembler.take(frame) {
                case nil, .pong: continue
                case .ping(let data): try await sender.pong(data)
                case .close(let code): return await sender.close(code)
                case .some(let message): try await receive(message, sender)
                }
            }
        } catch let fault as WebSocketAssembler.Fault {
            await sender.close(fault.code, fault.reason)
        } catch let error as NIOWebSocketError {
            await sender.close(error.code)
        }
    }
}

extension NIOWebSocketError {
    /// What a connection is ended with, in which it has happened.
    fileprivate var code: WebSocketErrorCode {
        switch self {
        case .invalidFrameLength: .messageTooLarge
        case .fragmentedControlFrame, .multiByteControlFrameLength: .protocolError
        }
    }
}
