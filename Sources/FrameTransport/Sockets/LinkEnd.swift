import NIOCore
import SpeechFrames

/// This side's end of one link: the channel, how its peer keeps up, and what the peer says first.
struct LinkEnd: Sendable {
    let channel: NIOAsyncChannel<RawFrame, ByteBuffer>
    let flow: SendFlow
    let greeting: EventLoopFuture<Hello>
    private let heartbeats: NIOLoopBound<HeartbeatHandler>

    /// Prepares a channel for frames; on its event loop.
    init(_ channel: any Channel, accepting: Set<FrameType>) throws {
        let flow = SendFlow()
        let greeting = channel.eventLoop.makePromise(of: Hello.self)
        let heartbeats = HeartbeatHandler()
        try channel.pipeline.syncOperations.addHandlers([
            heartbeats, SendFlowHandler(flow), FrameReadHandler(accepting: accepting, greeting: greeting),
        ])
        try channel.syncOptions?.setOption(
            .writeBufferWaterMark,
            value: .init(low: FrameConnection.limit / 2, high: FrameConnection.limit)
        )
        self.channel = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        self.flow = flow
        self.greeting = greeting.futureResult
        self.heartbeats = NIOLoopBound(heartbeats, eventLoop: channel.eventLoop)
    }

    /// Greets the peer, and keeps the link alive from then on.
    ///
    /// - Throws: `FrameError` where the greeting is too long.
    func greet(_ hello: Hello) throws(FrameError) {
        var heartbeat = hello
        // Only a link's first greeting is acted on.
        heartbeat.holds = nil
        let encoded = try EncodedFrame(.hello(heartbeat))
        write(try EncodedFrame(.hello(hello)))
        let heartbeats = heartbeats
        channel.channel.eventLoop.execute { heartbeats.value.start(encoded) }
    }

    /// Calls `pulse` twice a second until the task is cancelled. While a call does not return the peer gets no sign of life.
    func proveAlive(by pulse: @Sendable () async -> Void) async {
        let (questions, prover) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let heartbeats = heartbeats
        let eventLoop = channel.channel.eventLoop
        eventLoop.execute { heartbeats.value.askProofs(of: prover) }
        for await _ in questions {
            await pulse()
            eventLoop.execute { heartbeats.value.prove() }
        }
    }

    /// Sends without waiting; ``SendFlow/room()`` waits.
    func write(_ frame: EncodedFrame) {
        let channel = channel.channel
        channel.writeAndFlush(channel.allocator.buffer(bytes: frame.bytes), promise: nil)
    }

    func close() {
        channel.channel.close(promise: nil)
    }

    /// Ends a link that was never served. A `NIOAsyncChannel` that is let go without this traps.
    func abandon() async {
        try? await channel.executeThenClose { _, _ in }
    }
}
