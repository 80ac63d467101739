private import FoundationEssentials
private import Glibc
internal import NIOCore
internal import NIOHTTP1

/// One connection to the stand-in: reads requests and carries out their plans.
final class FakeOllamaHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let routes: FakeRoutes
    private let journal: FakeJournal
    private let connection: Int
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    /// The request that is being answered.
    private var current: Int?

    init(routes: FakeRoutes, journal: FakeJournal) {
        self.routes = routes
        self.journal = journal
        connection = journal.connect()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let bytes): body.append(contentsOf: bytes.readableBytesView)
        case .end: begin(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let index = current.take() {
            journal.update(index) { $0.closedByClient = NIODeadline.now().uptimeNanoseconds }
            journal.resume(index)
        }
        context.fireChannelInactive()
    }

    /// A reset instead of an orderly end; the channel becomes inactive next.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard let head = head.take() else { return }
        if let model = FakeRoutes.modelToLoad(head.method.rawValue, head.uri, body) { return load(model, context) }
        let start = NIODeadline.now()
        let request = journal.begin(connection: connection) { index in
            FakeRequest(
                index: index,
                method: head.method.rawValue,
                path: head.uri,
                headers: head.headers.map { ($0.name, $0.value) },
                body: body
            )
        }
        let plan = routes.plan(for: request, at: Date())
        current = request.index
        var headers: HTTPHeaders = ["Content-Type": plan.contentType, "Transfer-Encoding": "chunked"]
        if let seconds = plan.retryAfter { headers.add(name: "Retry-After", value: "\(seconds)") }
        let status = HTTPResponseStatus(statusCode: plan.status)
        // Not flushed: like Go's server, the headers leave together with the first piece.
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
        perform(plan.steps[...], from: start, context)
    }

    /// A question without messages only loads the model.
    private func load(_ model: FakeLoad, _ context: ChannelHandlerContext) {
        journal.load(model)
        let plan = FakeRoutes.loadPlan(model, at: Date())
        let headers: HTTPHeaders = ["Content-Type": plan.contentType, "Transfer-Encoding": "chunked"]
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok, headers: headers))), promise: nil)
        for case .write(let bytes, _, _) in plan.steps {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func perform(_ steps: ArraySlice<FakePlan.Step>, from start: NIODeadline, _ context: ChannelHandlerContext)
    {
        var steps = steps
        while let index = current, let step = steps.popFirst() {
            switch step {
            case .write(let bytes, let delay, let token):
                let due = start + .nanoseconds(Int64(delay / .nanoseconds(1)))
                guard due <= .now() else {
                    steps = [step] + steps
                    return schedule(steps, at: due, from: start, context)
                }
                write(bytes, token, of: index, context)
            case .stall: return stall(index, before: steps, from: start, context)
            case .drop: drop(context)
            case .reset: reset(context)
            case .end: end(index, context)
            }
        }
    }

    private func write(_ bytes: [UInt8], _ token: Int?, of index: Int, _ context: ChannelHandlerContext) {
        let now = NIODeadline.now().uptimeNanoseconds
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        if token != nil { journal.update(index) { $0.tokensWritten.append(now) } }
    }

    private func schedule(
        _ steps: ArraySlice<FakePlan.Step>,
        at due: NIODeadline,
        from start: NIODeadline,
        _ context: ChannelHandlerContext
    ) {
        context.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
            self.perform(steps, from: start, context)
        }
    }

    private func stall(
        _ index: Int,
        before steps: ArraySlice<FakePlan.Step>,
        from start: NIODeadline,
        _ context: ChannelHandlerContext
    ) {
        context.flush()
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in self.perform(steps, from: start, context) }
        journal.stall(index, until: promise)
    }

    private func drop(_ context: ChannelHandlerContext) {
        current = nil
        context.close(promise: nil)
    }

    /// A close that does not wait to be heard of resets the connection (socket(7), SO_LINGER).
    private func reset(_ context: ChannelHandlerContext) {
        let linger = linger(l_onoff: 1, l_linger: 0)
        (context.channel as? any SocketOptionProvider)?.setSoLinger(linger)
            .assumeIsolated().whenComplete { _ in self.drop(context) }
    }

    private func end(_ index: Int, _ context: ChannelHandlerContext) {
        current = nil
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        journal.update(index) { $0.completed = NIODeadline.now().uptimeNanoseconds }
    }
}
