private import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// Bounds how long a peer may take to send a request, and answers what is none.
///
/// It sits behind the decoder, and goes with it where the connection becomes a WebSocket.
final class RequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: HTTPLimits
    private let upgrade: (HTTPRequestHead) -> Upgrade
    private var deadline: Scheduled<Void>?
    /// Whether a request is being read, and how many wait for the end of their answer.
    private var isReading = false
    private var unanswered = 0
    private var isAnswering = false
    private var isEnded = false

    /// What becomes of a request that wants to become something else.
    enum Upgrade {
        case granted
        /// It is passed on as one that does not want to.
        case ignored
        case refused(Problem)
    }

    init(limits: HTTPLimits, upgrade: @escaping (HTTPRequestHead) -> Upgrade) {
        self.limits = limits
        self.upgrade = upgrade
    }

    func handlerAdded(context: ChannelHandlerContext) {
        expect(within: limits.firstHead, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnded else { return }
        switch unwrapInboundIn(data) {
        case .head(var head):
            isReading = true
            unanswered += 1
            expect(within: limits.bodyTime, context)
            guard head.headers.contains(name: "Upgrade") else { break }
            switch upgrade(head) {
            case .granted: break
            case .ignored:
                head.headers.remove(name: "Upgrade")
                return context.fireChannelRead(wrapInboundOut(.head(head)))
            case .refused(let problem): return end(problem, context)
            }
        case .body: break
        case .end:
            isReading = false
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isEnded else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): isAnswering = head.status.code >= 200
        case .body: break
        case .end:
            isAnswering = false
            unanswered -= 1
            if unanswered == 0, !isReading { expect(within: limits.idle, context) }
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let fault = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        switch fault {
        case .invalidEOFState, .closedConnection: context.close(promise: nil)
        case .headerOverflow:
            let most = "\(limits.head) bytes and \(limits.fields) fields"
            end(Problem(.requestHeaderFieldsTooLarge, "head_too_large", "a request's head may have \(most)"), context)
        default: end(Problem(.badRequest, "bad_request", "this is no HTTP/1.1: \(fault)"), context)
        }
    }

    private func expect(within limit: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: limit) {
            let (handler, context) = bound.value
            handler.giveUp(context)
        }
    }

    private func giveUp(_ context: ChannelHandlerContext) {
        guard isReading, !isAnswering else {
            isEnded = true
            return context.close(promise: nil)
        }
        let seconds = limits.bodyTime.nanoseconds / 1_000_000_000
        end(Problem(.requestTimeout, "too_slow", "a request's body has to come within \(seconds) s"), context)
    }

    /// Answers, unless another answer is under way, and ends the connection.
    private func end(_ problem: Problem, _ context: ChannelHandlerContext) {
        guard !isEnded else { return }
        isEnded = true
        guard !isAnswering else { return context.close(promise: nil) }
        for part in PlainAnswer.parts(problem, context.channel.allocator) {
            context.write(wrapOutboundOut(part), promise: nil)
        }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.flush()
        // What was not read would reset the connection, and the answer with it: the peer's end is waited for a moment.
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .seconds(2)) { bound.value.close(promise: nil) }
    }
}
