import FrameTransport
import NIOCore
import NIOHTTP1
import NIOPosix
import Settings
import Synchronization
import TestSupport

/// A receiver of traces on a port of its own: real HTTP, with faults.
final class TraceReceiver: Sendable {
    enum Manner: Sendable {
        case status(Int)
        /// It takes the request and says nothing.
        case hang
        /// It takes the request and ends the connection.
        case drop
    }

    struct Request: Sendable {
        var method: String
        var path: String
        var headers: [String: String]
        var body: String
    }

    let endpoint: HTTPEndpoint
    private let seen: Mutex<[Request]>

    fileprivate init(_ endpoint: HTTPEndpoint) {
        self.endpoint = endpoint
        seen = Mutex([])
    }

    var requests: [Request] { seen.withLock { $0 } }

    fileprivate func note(_ request: Request) { seen.withLock { $0.append(request) } }

    /// Runs `body` with one that answers so, and closes it.
    static func with(_ manner: Manner, _ body: (TraceReceiver) async throws -> Void) async throws {
        let receiver = Mutex<TraceReceiver?>(nil)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    let known = receiver.withLock { $0 }
                    try channel.pipeline.syncOperations.addHandler(ReceiverHandler(manner, known))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = listener.localAddress?.port ?? 0
        guard let endpoint = HTTPEndpoint("http://127.0.0.1:\(port)/v1/traces") else { throw SetupError("no port") }
        let made = TraceReceiver(endpoint)
        receiver.withLock { $0 = made }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(made))
        } catch {
            result = .failure(error)
        }
        try await listener.close()
        try result.get()
    }
}

private final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let manner: TraceReceiver.Manner
    private let receiver: TraceReceiver?
    private var request: TraceReceiver.Request?

    init(_ manner: TraceReceiver.Manner, _ receiver: TraceReceiver?) {
        self.manner = manner
        self.receiver = receiver
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
            request = .init(method: head.method.rawValue, path: head.uri, headers: headers, body: "")
        case .body(let bytes): request?.body += String(buffer: bytes)
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        if let request { receiver?.note(request) }
        switch manner {
        case .hang: return
        case .drop: context.close(promise: nil)
        case .status(let code):
            let status = HTTPResponseStatus(statusCode: code)
            let headers: HTTPHeaders = ["Content-Type": "application/json", "Content-Length": "2"]
            context.write(
                wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
                promise: nil
            )
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{}")))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
