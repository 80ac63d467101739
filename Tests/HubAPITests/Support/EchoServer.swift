import Logging
import NIOCore
import Settings

@testable import HubAPI

/// The server's own code, with a WebSocket that sends everything back.
enum EchoServer {
    /// Runs `body` with one at `address`.
    static func with(
        at address: HTTPAddress = .tcp(host: "127.0.0.1", port: 0),
        message limit: Int = 256 << 10,
        _ body: (HTTPAddress) async throws -> Void
    ) async throws {
        var limits = HTTPLimits()
        (limits.message, limits.rate, limits.firstHead) = (limit, 0, .seconds(120))
        let gate = RequestGate(rules: AccessRules(token: nil, addresses: [address], names: []), limits: limits)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = ConnectionServer(
            exchange: HTTPExchange(gate: gate, responder: RouteTable().responder, logger: logger),
            serveWebSocket: { channel, _ in try await echo(channel, limit) },
            tasks: ConnectionTasks(limit: 100)
        )
        let listener = try await HTTPListener.open(address, server.prepare)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(listener.address))
        } catch {
            result = .failure(error)
        }
        await listener.close()
        await server.tasks.stop(after: .zero)
        try result.get()
    }

    private static func echo(_ channel: WebSocketConnection.Channel, _ limit: Int) async throws {
        try await channel.executeThenClose { frames, outbound in
            let sender = WebSocketSender(outbound)
            try await WebSocketConnection(limit: limit).take(frames, sender) { message, sender in
                switch message {
                case .text(let text): try await sender.send(Array(text.utf8))
                case .binary(let bytes): try await sender.send(binary: bytes)
                case .ping, .pong, .close: break
                }
            }
        }
    }
}
