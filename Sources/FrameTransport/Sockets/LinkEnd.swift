import NIOCore
import SpeechFrames

/// This side's end of one link: the channel, how its peer keeps up, and what the peer says first.
struct LinkEnd: Sendable {
    let channel: NIOAsyncChannel<RawFrame, ByteBuffer>
    let flow: SendFlow
    let greeting: EventLoopFuture<Hello>

    /// Prepares a channel for frames; on its event loop.
    init(_ channel: any Channel, accepting: Set<FrameType>) throws {
        let flow = SendFlow()
        let greeting = channel.eventLoop.makePromise(of: Hello.self)
        try channel.pipeline.syncOperations.addHandlers([
            SendFlowHandler(flow), FrameReadHandler(accepting: accepting, greeting: greeting),
        ])
        try channel.syncOptions?.setOption(
            .writeBufferWaterMark,
            value: .init(low: FrameConnection.limit / 2, high: FrameConnection.limit)
        )
        self.channel = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        self.flow = flow
        self.greeting = greeting.futureResult
    }

    /// Sends without waiting; ``SendFlow/room()`` waits.
    func write(_ frame: EncodedFrame) {
        flow.noteSent()
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
