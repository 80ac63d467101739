import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import FrameTransport

@Suite("Where a server listens", .timeLimit(.minutes(5)))
struct ListeningSocketTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func server(_ path: String, _ role: String = "server") -> FrameServer {
        FrameServer(path: path, accepting: [.end], logger: logger) { Hello(role: role, pid: getpid(), version: "1") }
    }

    /// Who answers at `path`.
    private func answerer(_ path: String) async -> String? {
        let link = FrameLink(path: path, accepting: [.end], logger: logger) {
            Hello(role: "client", pid: getpid(), version: "1")
        }
        let role = Mutex<String?>(nil)
        try? await link.connectOnce { connection, _ in role.withLock { $0 = connection.peer.role } }
        return role.withLock { $0 }
    }

    @Test("a file that a killed process left behind is replaced")
    func stale() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            // A socket that was bound and is closed leaves its file, as a killed process does.
            let descriptor = try UnixAddress.bind(path)
            close(descriptor)
            #expect(access(path, F_OK) == 0)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server(path).run { _, _ in } }
                #expect(await eventually { UnixAddress.hasListener(path) })
                group.cancelAll()
            }
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test("a socket that somebody listens on is not stolen")
    func living() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server(path, "first").run { _, _ in } }
                #expect(await eventually { UnixAddress.hasListener(path) })
                let error = await #expect(throws: TransportError.self) {
                    try await server(path, "second").run { _, _ in }
                }
                #expect(error?.message.contains("another process listens there already") ?? false)
                #expect(await answerer(path) == "first")
                group.cancelAll()
            }
        }
    }

    @Test("a server that stops while peers come ends them, and does not fall over", arguments: 0..<40)
    func stopsWhilePeersCome(round: Int) async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server(path).run { _, _ in } }
                #expect(await eventually { UnixAddress.hasListener(path) })
                // Some are accepted, and some are about to be.
                for _ in 0..<round { #expect(UnixAddress.hasListener(path)) }
                group.cancelAll()
            }
        }
    }

    @Test("a file that is no socket is left alone")
    func otherFile() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            try writeFile(path, "mine")
            await #expect(throws: TransportError.self) { try await server(path).run { _, _ in } }
            #expect(try readFile(path) == Array("mine".utf8))
        }
    }

    @Test("a server's end does not remove the socket of the one that replaced it")
    func replaced() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server(path).run { _, _ in } }
                #expect(await eventually { UnixAddress.hasListener(path) })
                unlink(path)
                let descriptor = try? UnixAddress.bind(path)
                group.cancelAll()
                while await group.nextResult() != nil {}
                #expect(access(path, F_OK) == 0)
                if let descriptor { close(descriptor) }
            }
        }
    }

    @Test("only the process that sockets are meant for takes them")
    func announced() {
        #expect(InheritedSockets.descriptors(count: "2", process: "42", own: 42) == 3..<5)
        #expect(InheritedSockets.descriptors(count: "2", process: "41", own: 42).isEmpty)
        #expect(InheritedSockets.descriptors(count: nil, process: "42", own: 42).isEmpty)
        #expect(InheritedSockets.descriptors(count: "-1", process: "42", own: 42).isEmpty)
    }

    @Test("a listening socket is known by its path")
    func knownByPath() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let descriptor = try UnixAddress.bind(path)
            defer { close(descriptor) }
            #expect(UnixAddress.path(ofListener: descriptor) == nil)
            #expect(!UnixAddress.hasListener(path))
            #expect(listen(descriptor, 1) == 0)
            #expect(UnixAddress.path(ofListener: descriptor) == path)
            #expect(UnixAddress.hasListener(path))
        }
    }
}
