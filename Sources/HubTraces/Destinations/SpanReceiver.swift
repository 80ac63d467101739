private import Glibc
private import NIOCore
private import NIOHTTP1
private import NIOPosix
package import Settings

/// A receiver of OpenTelemetry's protocol by HTTP, without TLS. Each batch has a connection of its own: there is at most one a second.
package struct SpanReceiver: SpanDestination {
    private let endpoint: HTTPEndpoint
    private let agent: String

    /// Sends to `endpoint`, as `agent`.
    package init(_ endpoint: HTTPEndpoint, agent: String) {
        self.endpoint = endpoint
        self.agent = agent
    }

    package var name: String { "\(endpoint)" }

    package func take(_ batch: [UInt8], within limit: Duration) async throws(SpanFault) {
        let status: Int
        do {
            status = try await post(batch, within: .nanoseconds(Int64(max(.zero, limit) / .nanoseconds(1))))
        } catch let fault as SpanFault {
            throw fault
        } catch let error as NIOConnectionError {
            throw SpanFault(Self.reason(error.connectionErrors.first?.error ?? error.dnsAError ?? error))
        } catch {
            throw SpanFault(Self.reason(error))
        }
        guard !(200...299).contains(status) else { return }
        // Those that the protocol says to send again (OTLP 1, "OTLP/HTTP Response").
        throw SpanFault("it answers with status \(status)", isFinal: ![429, 502, 503, 504].contains(status))
    }

    /// The answer's status.
    private func post(_ batch: [UInt8], within limit: TimeAmount) async throws -> Int {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: Int.self)
        let late = loop.scheduleTask(in: limit) { answer.fail(SpanFault("it has not answered in time")) }
        answer.futureResult.whenComplete { _ in late.cancel() }
        let head = head(length: batch.count)
        ClientBootstrap(group: loop)
            .connectTimeout(limit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    let exchange = SpanExchange(head: head, body: ByteBuffer(bytes: batch), answer: answer)
                    try channel.pipeline.syncOperations.addHandler(exchange)
                }
            }
            .connect(host: endpoint.host, port: endpoint.port)
            .whenComplete { result in
                switch result {
                case .success(let channel): answer.futureResult.whenComplete { _ in channel.close(promise: nil) }
                case .failure(let error): answer.fail(error)
                }
            }
        return try await answer.futureResult.get()
    }

    /// For people.
    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }

    private func head(length: Int) -> HTTPRequestHead {
        let headers: HTTPHeaders = [
            "Host": endpoint.authority, "User-Agent": agent, "Content-Type": "application/json",
            "Content-Length": "\(length)", "Connection": "close",
        ]
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: endpoint.path, headers: headers)
    }
}

/// One request, and the status of its answer; what the answer says beside that is let go.
private final class SpanExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let head: HTTPRequestHead
    private let body: ByteBuffer
    private let answer: EventLoopPromise<Int>

    init(head: HTTPRequestHead, body: ByteBuffer, answer: EventLoopPromise<Int>) {
        self.head = head
        self.body = body
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data), head.status.code >= 200 else { return }
        answer.succeed(Int(head.status.code))
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(SpanFault("it has ended the connection without an answer"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(error)
        context.close(promise: nil)
    }
}
