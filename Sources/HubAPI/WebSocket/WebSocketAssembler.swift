internal import NIOCore
internal import NIOWebSocket

/// Puts frames together to messages, and tells what breaks the protocol (RFC 6455). Pure.
struct WebSocketAssembler {
    /// What comes out.
    enum Message: Equatable, Sendable {
        case text(String)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// The peer ends the connection, with a code where it gave one.
        case close(WebSocketErrorCode?)
    }

    /// The peer has broken the protocol: the connection ends with this code.
    struct Fault: Error, Equatable, Sendable {
        let code: WebSocketErrorCode
        /// For people, at most 123 bytes.
        let reason: String

        init(_ code: WebSocketErrorCode, _ reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    /// The longest message, in bytes.
    private let limit: Int
    /// The frames so far of a message that comes in several.
    private var parts: ByteBuffer?
    private var isText = false
    private var utf8 = UTF8Check()

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a frame.
    ///
    /// - Returns: the message that it is or completes; `nil`: there is more to come.
    /// - Throws: ``Fault``.
    mutating func take(_ frame: WebSocketFrame) throws(Fault) -> Message? {
        guard frame.maskKey != nil else { throw Fault(.protocolError, "a client's frames are masked") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            throw Fault(.protocolError, "no extension was agreed on that gives the reserved bits a meaning")
        }
        let data = frame.unmaskedData
        switch frame.opcode {
        case .ping: return .ping(data)
        case .pong: return .pong
        case .connectionClose: return .close(try Self.code(of: data))
        case .text, .binary:
            guard parts == nil else { throw Fault(.protocolError, "a message begins before the last one has ended") }
            (parts, isText, utf8) = (ByteBuffer(), frame.opcode == .text, UTF8Check())
            return try add(data, isLast: frame.fin)
        case .continuation:
            guard parts != nil else { throw Fault(.protocolError, "there is no message that could go on") }
            return try add(data, isLast: frame.fin)
        default: throw Fault(.protocolError, "no frame has such a code")
        }
    }

    private mutating func add(_ data: ByteBuffer, isLast: Bool) throws(Fault) -> Message? {
        guard var message = parts else { return nil }
        guard message.readableBytes + data.readableBytes <= limit else {
            throw Fault(.messageTooLarge, "a message may have \(limit) bytes")
        }
        if isText {
            for byte in data.readableBytesView {
                guard utf8.take(byte) else { throw Fault(.dataInconsistentWithMessage, "the text is no UTF-8") }
            }
            guard !isLast || utf8.isWhole else { throw Fault(.dataInconsistentWithMessage, "the text is no UTF-8") }
        }
        // Written once: what is taken out while it grows is not copied each time.
        parts = nil
        message.writeImmutableBuffer(data)
        guard isLast else {
            parts = message
            return nil
        }
        return isText ? .text(String(buffer: message)) : .binary(message)
    }

    /// The code in a close frame; `nil`: it has none.
    private static func code(of data: ByteBuffer) throws(Fault) -> WebSocketErrorCode? {
        var data = data
        guard data.readableBytes > 0 else { return nil }
        guard let number = data.readInteger(as: UInt16.self) else {
            throw Fault(.protocolError, "a code has two bytes")
        }
        guard isValid(number) else { throw Fault(.protocolError, "\(number) is no code that is sent") }
        var utf8 = UTF8Check()
        let isText = data.readableBytesView.allSatisfy { utf8.take($0) } && utf8.isWhole
        guard isText else { throw Fault(.dataInconsistentWithMessage, "the reason is no UTF-8") }
        return WebSocketErrorCode(codeNumber: Int(number))
    }

    /// RFC 6455, 7.4, and IANA's list.
    private static func isValid(_ code: UInt16) -> Bool {
        (1_000...1_003).contains(code) || (1_007...1_014).contains(code) || (3_000...4_999).contains(code)
    }
}
