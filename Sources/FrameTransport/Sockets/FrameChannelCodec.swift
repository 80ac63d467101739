import NIOCore
import SpeechFrames

/// Bytes of a socket to frames. A bad frame is an error that ends the connection, and no other.
///
/// It is a handler of its own and not a `ByteToMessageDecoder`, for ``FrameSplitter`` keeps what is not whole yet.
final class FrameReadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = RawFrame

    private var splitter: FrameSplitter
    private let greeting: EventLoopPromise<Hello>
    private var isGreeted = false
    private var hasFailed = false

    /// The peer's greeting goes to `greeting`, and no other greeting goes on: the later ones only show that it lives.
    init(accepting accepted: Set<FrameType>, greeting: EventLoopPromise<Hello>) {
        splitter = FrameSplitter(framing: .lengthPrefixed, accepting: accepted.union([.hello]))
        self.greeting = greeting
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        unwrapInboundIn(data).withUnsafeReadableBytes { splitter.append($0) }
        do {
            while let frame = try splitter.next() { try take(frame, context) }
        } catch {
            hasFailed = true
            greeting.fail(error)
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A process that is killed with bytes unread resets its socket (unix(7)): it is gone like any other.
        let error = error is IOError ? TransportError(.closed, "the peer is gone: \(error)") : error
        greeting.fail(error)
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // Also where the channel never became active; a greeting that came stays.
        greeting.fail(TransportError(.closed, "the peer ended the link before it said who it is"))
    }

    private func take(_ frame: RawFrame, _ context: ChannelHandlerContext) throws {
        if isGreeted {
            if frame.type != .hello { context.fireChannelRead(wrapInboundOut(frame)) }
            return
        }
        guard case .hello(let peer) = try frame.decode() else {
            throw TransportError(.system, "the peer's first frame is a `\(frame.type.rawValue)`: it must be a `hello`")
        }
        isGreeted = true
        greeting.succeed(peer)
    }
}

/// A frame that is to be sent, or several in a row, already in bytes: encoded once, however many peers it goes to.
struct EncodedFrame: Sendable {
    let bytes: [UInt8]

    init(_ frame: Frame) throws(FrameError) {
        var bytes: [UInt8] = []
        try frame.encode(as: .lengthPrefixed, into: &bytes)
        self.bytes = bytes
    }

    init(_ frame: RawFrame) {
        self.init([frame])
    }

    init(_ frames: [RawFrame]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frames.reduce(0) { $0 + $1.body.count + 4 })
        for frame in frames { frame.encode(as: .lengthPrefixed, into: &bytes) }
        self.bytes = bytes
    }
}
