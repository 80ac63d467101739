import Settings
import TestSupport

/// A client that writes its frames byte by byte, and so can write wrong ones.
final class WebSocketClient {
    struct Frame: Sendable, Equatable {
        var opcode: UInt8
        var isLast = true
        var payload: [UInt8]
    }

    /// What opens a WebSocket, beside the request's line and Host (the key is RFC 6455's example).
    static let upgrade =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="

    private let connection: RawConnection

    private init(_ connection: RawConnection) {
        self.connection = connection
    }

    /// Runs `body` with an open WebSocket.
    static func with<Value: Sendable>(
        _ address: HTTPAddress,
        path: String = "/api/streaming/ws",
        _ body: (WebSocketClient) async throws -> Value
    ) async throws -> Value {
        try await RawConnection.with(address) { connection in
            try await connection.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(upgrade)\r\n\r\n")
            var head = ""
            while !head.hasSuffix("\r\n\r\n") {
                head += String(decoding: try await connection.read(count: 1), as: UTF8.self)
            }
            guard head.hasPrefix("HTTP/1.1 101"), head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") else {
                throw SetupError("no WebSocket: \(head)")
            }
            return try await body(WebSocketClient(connection))
        }
    }

    func send(text: String) async throws { try await send(1, Array(text.utf8)) }

    /// Sends a frame; `first` is added to its first byte, for what clients must not do.
    func send(
        _ opcode: UInt8,
        _ payload: [UInt8],
        isLast: Bool = true,
        isMasked: Bool = true,
        bits: UInt8 = 0
    ) async throws {
        var bytes = [(isLast ? 0x80 : 0) | bits | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(mask | UInt8(payload.count))
        case ..<65_536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(mask | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        let key: [UInt8] = [1, 2, 3, 4]
        if isMasked { bytes += key }
        bytes += isMasked ? payload.enumerated().map { $1 ^ key[$0 & 3] } : payload
        try await connection.send(bytes)
    }

    /// The next frame that comes.
    func next() async throws -> Frame {
        let head = try await connection.read(count: 2)
        var length = Int(head[1] & 127)
        guard head[1] & 0x80 == 0 else { throw SetupError("a server's frames are not masked") }
        if length >= 126 {
            length = try await connection.read(count: length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        let payload = try await connection.read(count: length)
        return Frame(opcode: head[0] & 15, isLast: head[0] & 0x80 != 0, payload: payload)
    }

    /// The next text, as JSON; pings are passed over.
    func nextJSON() async throws -> JSONValue {
        while true {
            let frame = try await next()
            guard frame.opcode != 9 else { continue }
            guard frame.opcode == 1 else { throw SetupError("no text: \(frame)") }
            return try JSONValue(String(decoding: frame.payload, as: UTF8.self))
        }
    }

    /// The code with which the server ends the connection; other frames are passed over. `nil`: it gives none.
    func closeCode() async throws -> UInt16? {
        while true {
            let frame = try await next()
            guard frame.opcode == 8 else { continue }
            return frame.payload.count < 2 ? nil : UInt16(frame.payload[0]) << 8 | UInt16(frame.payload[1])
        }
    }
}
