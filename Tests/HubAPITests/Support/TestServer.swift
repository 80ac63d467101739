import HubAPI
import Logging
import NIOCore
import Settings
import TestSupport

/// The API on a port of its own, with a hub behind it that does what the test says.
struct TestServer: Sendable {
    let hub: ScriptedHub
    let api: HubAPI
    let address: HTTPAddress

    /// The port; 0 on a Unix socket.
    var port: Int {
        if case .tcp(_, let port) = address { port } else { 0 }
    }

    /// Runs `body` with a server that serves, and stops it.
    static func with(
        at address: HTTPAddress = .tcp(host: "127.0.0.1", port: 0),
        token: String? = nil,
        hosts: [String] = [],
        page: [PageFile] = [],
        limits change: (inout HTTPLimits) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var limits = HTTPLimits()
        limits.rate = 0
        // A machine that is busy may take long to send a head.
        limits.firstHead = .seconds(120)
        change(&limits)
        let hub = ScriptedHub()
        let api = try HubAPI(
            addresses: [address],
            token: try token.map { try BearerToken(Array($0.utf8), from: "the test") },
            hosts: hosts,
            limits: limits,
            sources: hub.sources,
            page: page,
            version: "test",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let running = Task { await api.run() }
        guard await eventually({ !api.served.isEmpty }), let served = api.served.first else {
            running.cancel()
            throw SetupError("the server does not serve")
        }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(TestServer(hub: hub, api: api, address: served)))
        } catch {
            result = .failure(error)
        }
        running.cancel()
        await running.value
        try result.get()
    }

    /// Sends one request, and takes the answer up to the connection's end.
    func ask(
        _ line: String,
        _ headers: String...,
        body: String? = nil,
        host: String? = "localhost"
    ) async throws -> HTTPAnswer {
        var head = ["\(line) HTTP/1.1", "Connection: close"] + headers
        if let host { head.append("Host: \(host)") }
        if let body { head += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return try await send(head.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Sends bytes as they are, and takes the answer up to the connection's end.
    func send(_ text: String) async throws -> HTTPAnswer {
        try await RawConnection.with(address) { connection in
            try await connection.send(text)
            return try HTTPAnswer(try await connection.readToEnd())
        }
    }
}
