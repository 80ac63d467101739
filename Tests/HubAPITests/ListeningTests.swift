import Glibc
import Logging
import Settings
import Synchronization
import TestSupport
import Testing

@testable import HubAPI

/// Where it is served, and what happens where it cannot be.
@Suite(.timeLimit(.minutes(3)))
struct ListeningTests {
    @Test("where the port is taken, health says so, and it is served there as soon as the port is free")
    func taken() async throws {
        let later = ScriptedHub()
        let second = Running()
        try await TestServer.with { first in
            let path = HTTPAddress.tcp(host: "127.0.0.1", port: 0)
            let api = try HubAPI(
                addresses: [first.address, path],
                token: nil,
                sources: later.sources,
                version: "test",
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            second.start(api, taken: first.address)
            #expect(await eventually { api.served.count == 1 })
            let other = TestServer(hub: later, api: api, address: try #require(api.served.first))
            _ = await eventually { !api.troubles.isEmpty }
            let health = try await other.ask("GET /api/streaming/health")
            #expect(health.status == 200)
            let reasons = try health.json["reasons"]?.array ?? []
            #expect(reasons.first?.string?.hasPrefix("HTTP is not served at \(first.address)") == true)
        }
        let api = try #require(second.api)
        let wanted = try #require(second.taken)
        #expect(await eventually { api.served.contains(wanted) })
        let server = TestServer(hub: later, api: api, address: wanted)
        #expect(try await server.ask("GET /api/streaming/health").json["reasons"]?.array?.isEmpty == true)
        await second.stop()
    }

    @Test("a Unix socket's file is there for its owner only, and gone afterwards")
    func unix() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/http.sock"
            try await TestServer.with(at: .unix(path)) { server in
                var status = stat()
                #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
                let answer = try await server.ask("GET /health/live")
                #expect(answer.status == 200)
            }
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test("the page's files are told by their tags")
    func page() async throws {
        let files = [
            PageFile(path: "/", mediaType: "text/html; charset=utf-8", bytes: Array("<p>".utf8)),
            PageFile(path: "/app.js", mediaType: "text/javascript", bytes: Array("1".utf8)),
        ]
        try await TestServer.with(page: files) { server in
            let answer = try await server.ask("GET /")
            #expect(answer.status == 200 && answer.body == "<p>")
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-cache")
            let tag = try #require(answer.headers["etag"])
            let again = try await server.ask("GET /", "If-None-Match: \"x\", \(tag)")
            #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
            let script = try await server.ask("GET /app.js", "If-None-Match: \(tag)")
            #expect(script.status == 200 && script.body == "1")
        }
    }
}

/// A server that outlives the test's inner scope.
private final class Running: Sendable {
    private let state = Mutex<(api: HubAPI, taken: HTTPAddress, task: Task<Void, Never>)?>(nil)

    var api: HubAPI? { state.withLock { $0?.api } }
    var taken: HTTPAddress? { state.withLock { $0?.taken } }

    func start(_ api: HubAPI, taken: HTTPAddress) {
        state.withLock { $0 = (api, taken, Task { await api.run() }) }
    }

    func stop() async {
        let task = state.withLock { $0?.task }
        task?.cancel()
        await task?.value
    }
}
