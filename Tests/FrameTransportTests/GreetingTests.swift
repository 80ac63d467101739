import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import FrameTransport

@Suite("Greetings on a socket", .timeLimit(.minutes(5)))
struct GreetingTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func end(_ phrases: Int) -> Frame { .end(End(session: "s", turn: 1, phrases: phrases)) }

    private func link(_ path: String, role: String, protocol version: Int = Hello.currentProtocol) -> FrameLink {
        FrameLink(path: path, accepting: [.end], logger: logger) {
            var hello = Hello(role: role, pid: getpid(), version: "9.9")
            hello.protocol = version
            return hello
        }
    }

    @Test("a peer that is killed with frames unread is gone like any other")
    func reset() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let listener = try UnixAddress.bind(path)
            defer { close(listener) }
            #expect(listen(listener, 1) == 0)
            let link = link(path, role: "client")
            let client = Task { try await link.connectOnce { _, frames in for try await _ in frames {} } }
            var peer: Int32 = -1
            #expect(
                await eventually {
                    if peer < 0 { peer = accept(listener, nil, nil) }
                    var byte: UInt8 = 0
                    return peer >= 0 && recv(peer, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) == 1
                }
            )
            let hello = try EncodedFrame(.hello(Hello(role: "server", pid: getpid(), version: "1"))).bytes
            #expect(write(peer, hello, hello.count) == hello.count)
            close(peer)
            let error = await #expect(throws: TransportError.self) { try await client.value }
            #expect(error?.code == .closed)
        }
    }

    @Test("what a process had sent is taken before its successor is told what is held")
    func successor() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let taken = Counter()
            let gate = WaitList()
            let opened = Counter()
            let server = FrameServer(path: path, accepting: [.end], logger: logger) {
                let held = HeldTurn(session: "s", turn: 1, phrase: taken.value, sample: 0)
                return Hello(role: "server", pid: getpid(), version: "1", holds: [held])
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { connection, frames in
                        for try await _ in frames {
                            // As a stage that is busy, and takes the rest while the successor is at the door.
                            try await gate.wait { opened.value > 0 || taken.value == 0 }
                            taken.increment()
                        }
                    }
                }
                #expect(await eventually { UnixAddress.hasListener(path) })
                try await link(path, role: "llm-streamer").connectOnce { connection, _ in
                    for number in 0..<3 { try await connection.send(end(number)) }
                    #expect(await eventually { taken.value == 1 })
                }
                group.addTask {
                    try await link(path, role: "llm-streamer").connectOnce { connection, _ in
                        #expect(connection.peer.holds?.first?.phrase == 3)
                        throw CancellationError()
                    }
                }
                opened.increment()
                gate.wake()
                await #expect(throws: CancellationError.self) { try await group.next() }
                group.cancelAll()
            }
        }
    }

    @Test("a link that its peer has given up does not keep a new one out")
    func givenUp() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let server = FrameServer(path: path, accepting: [.end], logger: logger) {
                Hello(role: "server", pid: getpid(), version: "1")
            }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { _, frames in
                        for try await _ in frames {}
                    }
                }
                #expect(await eventually { UnixAddress.hasListener(path) })
                await #expect(throws: Never.self) {
                    try await link(path, role: "tts-workers").connectOnce { _, olderFrames in
                        try await link(path, role: "tts-workers").connectOnce { connection, _ in
                            #expect(connection.peer.role == "server")
                        }
                        // The older one is ended by the server.
                        for try await _ in olderFrames {}
                    }
                }
                group.cancelAll()
            }
        }
    }

    @Test("another protocol is refused by name on both sides")
    func wrongProtocol() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let messages = Mutex<[String]>([])
            let log = Logger(label: "test") { _ in RecordingLogHandler { line in messages.withLock { $0.append(line) } }
            }
            let server = FrameServer(path: path, accepting: [.end], logger: log) {
                var hello = Hello(role: "server", pid: getpid(), version: "0.1")
                hello.protocol = 1
                return hello
            }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run { _, _ in Issue.record("a peer of another protocol was served") } }
                #expect(await eventually { UnixAddress.hasListener(path) })
                // The newer side learns who refuses it, and would itself refuse a server of its own protocol's future.
                try? await link(path, role: "loquat", protocol: 7).connectOnce { connection, frames in
                    #expect(connection.peer.role == "server")
                    for try await _ in frames {}
                }
                #expect(
                    await eventually {
                        messages.withLock { $0.contains { $0.contains("loquat 9.9 speaks protocol 7") } }
                    }
                )
                group.cancelAll()
            }
        }
    }

    @Test("who only looks whether somebody listens is not said to have been refused")
    func probes() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let warnings = Mutex<[String]>([])
            var log = Logger(label: "test") { _ in RecordingLogHandler { line in warnings.withLock { $0.append(line) } }
            }
            log.logLevel = .warning
            let server = FrameServer(path: path, accepting: [.end], logger: log) {
                Hello(role: "server", pid: getpid(), version: "1")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { _, frames in
                        for try await _ in frames {}
                    }
                }
                #expect(await eventually { UnixAddress.hasListener(path) })
                for _ in 0..<50 { #expect(UnixAddress.listener(at: path) == getpid()) }
                // Whoever is served was accepted after them.
                try await link(path, role: "loquat").connectOnce { _, _ in }
                group.cancelAll()
            }
            #expect(warnings.withLock { $0 } == [])
        }
    }

    @Test("a server of another protocol is refused by name")
    func wrongServer() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let server = FrameServer(path: path, accepting: [.end], logger: logger) {
                var hello = Hello(role: "tts-workers", pid: getpid(), version: "8.0")
                hello.protocol = 8
                return hello
            }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { _, frames in
                        for try await _ in frames {}
                    }
                }
                #expect(await eventually { UnixAddress.hasListener(path) })
                let error = await #expect(throws: TransportError.self) {
                    try await link(path, role: "llm-streamer").connectOnce { _, _ in }
                }
                #expect(error?.message.contains("tts-workers 8.0 speaks protocol 8") ?? false)
                group.cancelAll()
            }
        }
    }
}

/// Hands over each line that is logged.
private struct RecordingLogHandler: LogHandler {
    let record: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(_ record: @escaping @Sendable (String) -> Void) {
        self.record = record
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        record("\(event.message)")
    }
}
