import NIOCore
import SpeechFrames

/// Proves this side alive on a link that is idle, and ends a link whose peer is silent for too long.
///
/// It works on the channel's event loop, after what has come there was read. Where the link's owner has to prove itself, a sign
/// of life goes out only when the last proof has come: an event loop runs on while everything behind it stands still.
final class HeartbeatHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What is sent as a sign of life; `nil` before the greeting.
    private var heartbeat: EncodedFrame?
    private var patience = PeerPatience()
    private var ticks: RepeatedTask?
    private var lastTick = NIODeadline.now()
    private var wasHeard = false
    private var isGreeted = false
    private var wasSent = false
    /// Whether the peer is listened to: reading stops while enough waits to be taken.
    private var isListening = false
    /// Asks the link's owner to prove that it lives; `nil` where it need not.
    private var prover: AsyncStream<Void>.Continuation?
    private var isProven = true

    func handlerAdded(context: ChannelHandlerContext) {
        let interval = TimeAmount(PeerPatience.interval)
        lastTick = .now()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let boundContext = NIOLoopBound(context, eventLoop: context.eventLoop)
        ticks = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.tick(boundContext.value)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ticks?.cancel()
    }

    /// The greetings were exchanged: from now on the link is kept alive.
    func start(_ heartbeat: EncodedFrame) {
        self.heartbeat = heartbeat
    }

    /// From now on the link's owner is asked by `prover`, and answers by ``prove()``.
    func askProofs(of prover: AsyncStream<Void>.Continuation) {
        self.prover = prover
    }

    /// The link's owner lives.
    func prove() {
        isProven = true
    }

    func read(context: ChannelHandlerContext) {
        isListening = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        wasHeard = true
        isGreeted = true
        isListening = false
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        wasSent = true
        context.write(data, promise: promise)
    }

    private func tick(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let length = Duration.nanoseconds((now - lastTick).nanoseconds)
        lastTick = now
        if let heartbeat, !wasSent, isProven {
            context.writeAndFlush(
                wrapOutboundOut(context.channel.allocator.buffer(bytes: heartbeat.bytes)),
                promise: nil
            )
        }
        wasSent = false
        if let prover, isProven {
            isProven = false
            prover.yield()
        }
        let isHung = patience.pass(length, wasHeard: wasHeard || !isListening, isGreeted: isGreeted)
        wasHeard = false
        guard isHung else { return }
        context.fireErrorCaught(TransportError(.closed, "the peer was silent for too long: it hangs"))
        context.close(promise: nil)
    }
}
