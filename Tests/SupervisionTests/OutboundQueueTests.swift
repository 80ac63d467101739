import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import Supervision

@Suite("What waits for a slow peer is bounded", .timeLimit(.minutes(2)))
struct OutboundQueueTests {
    private final class Ending: Sendable {
        let failure = Mutex<TransportError?>(nil)
    }

    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private let hello = { @Sendable in Hello(role: "test", pid: getpid(), version: "test") }

    /// Drains `queue` to a peer that reads as `read` does; tells how the draining ended, which is waited for where it
    /// does without the peer.
    private func withPeer(
        of queue: OutboundQueue,
        expectsEnd: Bool = false,
        read: @escaping @Sendable (FrameConnection.Frames) async throws -> Void
    ) async throws -> TransportError? {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let ending = Ending()
            let server = FrameServer(path: path, accepting: [.token], logger: logger, hello: hello)
            let link = FrameLink(path: path, accepting: Set(FrameType.allCases), logger: logger, hello: hello)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { connection, _ in
                        do {
                            try await queue.drain(into: connection)
                        } catch let error as TransportError {
                            ending.failure.withLock { $0 = error }
                        }
                    }
                }
                #expect(await eventually { access(path, F_OK) == 0 })
                try? await link.connectOnce { try await read($1) }
                if expectsEnd { #expect(await eventually { ending.failure.withLock { $0 != nil } }) }
                group.cancelAll()
            }
            return ending.failure.withLock { $0 }
        }
    }

    @Test("a peer that does not read is let go of, also while a frame waits for room in its socket")
    func overflow() async throws {
        let queue = OutboundQueue()
        let large = token(String(repeating: "x", count: 1 << 19))
        let failure = try await withPeer(of: queue, expectsEnd: true) { frames in
            var iterator = frames.makeAsyncIterator()
            queue.send(large)
            _ = try await iterator.next()
            // More than the socket and what is kept before it can hold: it waits for room from here on.
            for _ in 0..<16 { queue.send(large) }
            for _ in 0..<OutboundQueue.limit * 3 { queue.send(token("y")) }
            while try await iterator.next() != nil {}
        }
        #expect(failure?.code == .closed)
    }

    @Test("of pictures that replace each other only the newest waits, and other frames keep their order")
    func pictures() async throws {
        let queue = OutboundQueue()
        let picture = { @Sendable (number: Int) in
            Frame.status(Status(processes: [ProcessStatus(name: "\(number)", state: .up)]))
        }
        queue.send(token("a"))
        for number in 0..<10_000 { queue.send(picture(number), isPicture: true) }
        queue.send(token("b"))
        _ = try await withPeer(of: queue) { frames in
            var got: [Frame] = []
            for try await frame in frames {
                got.append(try frame.decode())
                if got.count == 3 { break }
            }
            #expect(got == [token("a"), picture(9_999), token("b")])
        }
    }
}
