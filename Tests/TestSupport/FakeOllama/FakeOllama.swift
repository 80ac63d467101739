internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
private import Synchronization

/// A stand-in for a model server: real HTTP on a port of its own on 127.0.0.1, speaking Ollama's protocol and OpenAI's.
///
/// What it answers, how fast and with which fault is scripted for each request; what it saw can be waited for.
package struct FakeOllama: Sendable {
    /// For example `http://127.0.0.1:40123`.
    package let url: String

    private let journal: FakeJournal

    /// Everything asked so far, in the order of asking.
    package var exchanges: [FakeExchange] { journal.exchanges }

    /// The models that were to be loaded, without a question; such requests are no exchanges.
    package var loads: [FakeLoad] { journal.loads }

    /// Runs a server for as long as `body` runs. `script` is called on the server's thread for each question. `port` 0: a free one.
    package static func with<Value>(
        host: String = "127.0.0.1",
        port: Int = 0,
        _ script: @escaping @Sendable (FakeRequest) -> FakeAnswer,
        _ body: (FakeOllama) async throws -> Value
    ) async throws -> Value {
        let journal = FakeJournal()
        let connections = FakeConnections()
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            // Room for all that a test opens at once: one that finds none tries again after a second, and after two more has
            // reached a client's limit for connecting.
            .serverChannelOption(.backlog, value: 1_024)
            // A port that was named can be had again at once.
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                connections.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    let handler = FakeOllamaHandler(routes: FakeRoutes(answer: script), journal: journal)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: host, port: port).get()
        let result: Result<Value, any Error>
        do {
            let port = listener.localAddress?.port ?? 0
            result = .success(try await body(FakeOllama(url: "http://\(host):\(port)", journal: journal)))
        } catch {
            result = .failure(error)
        }
        journal.close()
        try await listener.close()
        await connections.close()
        return try result.get()
    }

    /// Runs a server that answers every question alike.
    package static func with<Value>(
        _ answer: FakeAnswer,
        _ body: (FakeOllama) async throws -> Value
    ) async throws -> Value {
        try await with({ _ in answer }, body)
    }

    /// Waits until `look` finds something in what happened so far; it is called often and has to be quick.
    /// - Throws: `CancellationError` if that does not come about before the task is cancelled.
    package func first<Found: Sendable>(
        _ look: @escaping @Sendable ([FakeExchange]) -> Found?
    ) async throws -> Found {
        try await journal.first(look)
    }

    /// Waits until that request has come.
    package func request(_ index: Int) async throws -> FakeRequest {
        try await first { $0.indices.contains(index) ? $0[index].request : nil }
    }

    /// Waits until the client has closed the connection in mid-answer.
    /// - Returns: when that was seen, in nanoseconds of `CLOCK_MONOTONIC`.
    @discardableResult
    package func closedByClient(_ index: Int) async throws -> UInt64 {
        try await first { $0.indices.contains(index) ? $0[index].closedByClient : nil }
    }

    /// Lets a stalled answer go on.
    package func resume(_ index: Int) {
        journal.resume(index)
    }
}

/// The connections that have to be gone when the server is.
private final class FakeConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
    }

    func close() async {
        for channel in channels.withLock({ Array($0.values) }) {
            channel.close(promise: nil)
            try? await channel.closeFuture.get()
        }
    }
}
