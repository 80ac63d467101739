internal import HTTPTypes
internal import Logging
internal import NIOCore
internal import NIOHTTP1
private import NIOHTTPTypesHTTP1
internal import NIOWebSocket

/// Makes each connection ready that comes in, and serves it: HTTP, or what becomes a WebSocket with its first request.
struct ConnectionServer: Sendable {
    /// What a connection has become.
    private enum Kind: Sendable {
        case http(HTTPExchange.Channel)
        case webSocket(WebSocketConnection.Channel)
    }

    /// Where a WebSocket may be opened.
    static let webSocketPath = "/api/streaming/ws"

    let exchange: HTTPExchange
    /// Serves a WebSocket to its end.
    let serveWebSocket: @Sendable (WebSocketConnection.Channel, HTTPPeer) async throws -> Void
    let tasks: ConnectionTasks

    private var limits: HTTPLimits { exchange.gate.limits }

    /// Has a connection served.
    func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(SlowReaderHandler(limit: limits.reading))
            let kind = channel.eventLoop.makePromise(of: Kind.self)
            let isTaken = tasks.start { await self.serve(channel, kind.futureResult) }
            guard isTaken else {
                kind.fail(ChannelError.inappropriateOperationForState)
                return refuse(channel)
            }
            do {
                try addHandlers(channel).cascade(to: kind)
            } catch {
                kind.fail(error)
                throw error
            }
        }
    }

    private func addHandlers(_ channel: any Channel) throws -> EventLoopFuture<Kind> {
        let encoder = HTTPResponseEncoder()
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.head
        decoding.maxHeaderListSize = limits.head
        decoding.maxHeaderFieldCount = limits.fields
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoding)
        )
        let peer = HTTPPeer(channel)
        let requests = RequestHandler(limits: limits) { self.upgrade($0, peer) }
        let upgrader = NIOTypedHTTPServerUpgradeHandler(
            httpEncoder: encoder,
            extraHTTPHandlers: [decoder, requests],
            upgradeConfiguration: NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [webSocketUpgrader],
                notUpgradingCompletionHandler: { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                        return .http(
                            try NIOAsyncChannel(
                                wrappingChannelSynchronously: channel,
                                configuration: .init(isOutboundHalfClosureEnabled: true)
                            )
                        )
                    }
                }
            )
        )
        try channel.pipeline.syncOperations.addHandlers([encoder, decoder, requests, upgrader])
        return upgrader.upgradeResultFuture
    }

    private var webSocketUpgrader: NIOTypedWebSocketServerUpgrader<Kind> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: limits.message,
            enableAutomaticErrorHandling: false,
            // Those that may not do not come here.
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    .webSocket(try WebSocketConnection.channel(channel))
                }
            }
        )
    }

    /// Whether the request opens a WebSocket.
    private func upgrade(_ head: HTTPRequestHead, _ peer: HTTPPeer) -> RequestHandler.Upgrade {
        guard let request = try? HTTPRequest(head, secure: false, splitCookie: false), request.method == .get,
            request.path.map({ $0.prefix { $0 != "?" } == Self.webSocketPath }) ?? false,
            head.headers["Sec-WebSocket-Version"] == ["13"], head.headers["Sec-WebSocket-Key"].count == 1
        else { return .ignored }
        let problem = exchange.gate.refusal(of: request, from: peer, opensWebSocket: true)
        return problem.map { .refused($0) } ?? .granted
    }

    private func serve(_ channel: any Channel, _ kind: EventLoopFuture<Kind>) async {
        let logger = exchange.logger
        do {
            let peer = await HTTPPeer.known(channel)
            let kind = try await withTaskCancellationHandler {
                try await kind.get()
            } onCancel: {
                channel.close(promise: nil)
            }
            switch kind {
            case .http(let http): try await exchange.serve(http, peer)
            case .webSocket(let webSocket): try await serveWebSocket(webSocket, peer)
            }
        } catch {
            logger.debug("an HTTP connection ended: \(error)")
        }
        try? await channel.close()
    }

    /// Tells a connection that there are too many, and ends it.
    private func refuse(_ channel: any Channel) {
        let problem = Problem(
            .serviceUnavailable,
            "too_many_connections",
            "\(limits.connections) connections are open, and no more are taken (`http_connections`): come again later",
            headers: [.retryAfter: "5"]
        )
        let bytes = PlainAnswer.bytes(problem, channel.allocator)
        channel.writeAndFlush(bytes).whenComplete { _ in channel.close(promise: nil) }
    }
}
