import NIOCore
import SpeechFrames

/// This side's end of one link: the channel, how its peer keeps up, and what the peer says first.
struct LinkEnd: Sendable {
    let channel: NIOAsyncChannel<RawFrame, ByteBuffer>
    let flow: SendFlow
    let greeting: EventLoopFuture<Hello>
    private let batch = SendBatch()
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

    /// Sends without waiting; ``SendFlow/room()`` waits. All of `frames` go out in one write; where they `canWait`, it may be one
    /// with what comes within ``SendBatch/patience``.
    func write(_ frames: [RawFrame], canWait: Bool) { run(batch.add(frames, canWait: canWait)) }

    /// Sends without waiting a frame that is in bytes already.
    func write(_ frame: EncodedFrame) { run(batch.add(frame)) }

    func close() {
        let channel = channel.channel
        channel.eventLoop.execute { [batch] in
            Self.write(batch, to: channel)
            channel.close(promise: nil)
        }
    }

    private func run(_ errand: SendBatch.Errand) {
        let channel = channel.channel
        switch errand {
        case .write: channel.eventLoop.execute { [batch] in Self.write(batch, to: channel) }
        case .writeSoon:
            channel.eventLoop.scheduleTask(in: TimeAmount(SendBatch.patience)) { [batch] in
                Self.write(batch, to: channel)
            }
        case .nothing: break
        }
    }

    private static func write(_ batch: SendBatch, to channel: any Channel) {
        let bytes = batch.take()
        if !bytes.isEmpty { channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil) }
    }

    /// Ends a link that was never served. A `NIOAsyncChannel` that is let go without this traps.
    func abandon() async {
        try? await channel.executeThenClose { _, _ in }
    }
}
