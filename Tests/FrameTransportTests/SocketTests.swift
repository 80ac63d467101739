import Glibc
import Logging
import NIOCore
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import FrameTransport

@Suite("Links over Unix sockets", .timeLimit(.minutes(5)))
struct SocketTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func hello(_ role: String) -> @Sendable () -> Hello {
        { Hello(role: role, pid: getpid(), version: "test") }
    }

    private func server(_ path: String) -> FrameServer {
        FrameServer(path: path, accepting: [.end, .phrase], logger: logger, hello: hello("server"))
    }

    private func link(_ path: String, role: String = "client") -> FrameLink {
        FrameLink(path: path, accepting: [.end], logger: logger, hello: hello(role))
    }

    private func end(_ phrases: Int) -> Frame { .end(End(session: "s", turn: 1, phrases: phrases)) }

    /// Runs `client` beside a server that answers as `serve` says.
    private func withServer(
        _ serve: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void,
        _ client: (String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server(path).run(serve) }
                try await client(path)
                group.cancelAll()
            }
            #expect(access(path, F_OK) != 0, "the socket's file is removed")
        }
    }

    /// One connection; waits until the server listens.
    private func connect(
        _ path: String,
        role: String = "client",
        _ use: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        #expect(await eventually { UnixAddress.hasListener(path) })
        try await link(path, role: role).connectOnce(use)
    }

    @Test("both sides learn who the other is, and frames go both ways in order")
    func roundTrip() async throws {
        try await withServer { connection, frames in
            #expect(connection.peer.role == "client")
            for try await frame in frames { try await connection.send(frame) }
        } _: { path in
            try await connect(path) { connection, frames in
                #expect(connection.peer.role == "server")
                var received = frames.makeAsyncIterator()
                for number in 0..<1_000 { try await connection.send(end(number)) }
                for number in 0..<1_000 { #expect(try await received.next()?.decode() == end(number)) }
            }
        }
    }

    @Test("many peers at once are served side by side")
    func manyPeers() async throws {
        try await withServer { connection, frames in
            for try await frame in frames { try await connection.send(frame) }
        } _: { path in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await connect(path) { connection, frames in
                            try await connection.send(end(number))
                            for try await frame in frames {
                                #expect(try frame.decode() == end(number))
                                return
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("a frame that does not belong on the link ends that connection and no other")
    func wrongFrame() async throws {
        try await withServer { connection, frames in
            for try await frame in frames { try await connection.send(frame) }
        } _: { path in
            try await connect(path) { good, goodFrames in
                try await connect(path) { bad, frames in
                    // The link may be gone before this has returned.
                    try? await bad.send(.finished(Finished(session: "s", turn: 1)))
                    for try await _ in frames { Issue.record("an answer to a wrong frame") }
                }
                try await good.send(end(1))
                var iterator = goodFrames.makeAsyncIterator()
                #expect(try await iterator.next()?.decode() == end(1))
            }
        }
    }

    @Test("a link comes back when its peer does")
    func reconnect() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let connections = Counter()
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await link(path).run { _, frames in
                        connections.increment()
                        for try await _ in frames {}
                    }
                }
                for round in 1...3 {
                    let serving = Task {
                        try await server(path).run { _, frames in
                            for try await _ in frames {}
                        }
                    }
                    #expect(await eventually { connections.value >= round })
                    serving.cancel()
                    _ = await serving.result
                }
                group.cancelAll()
            }
        }
    }

    @Test("a tap sees what passes, both ways, and is no peer")
    func tap() async throws {
        let peers = Counter()
        try await withServer { connection, frames in
            peers.increment()
            for try await frame in frames { try await connection.send(frame) }
        } _: { path in
            try await connect(path) { connection, frames in
                let tapped = Mutex<[Frame]>([])
                let tap = Task {
                    try await link(path, role: "tap").connectOnce { _, frames in
                        for try await frame in frames {
                            let decoded = try frame.decode()
                            tapped.withLock { $0.append(decoded) }
                        }
                    }
                }
                // What is sent before the tap is linked it does not see.
                while tapped.withLock({ $0.count }) < 2 {
                    try await connection.send(end(7))
                    _ = await eventually(within: .milliseconds(20)) { tapped.withLock { $0.count } >= 2 }
                }
                #expect(tapped.withLock { $0.allSatisfy { $0 == end(7) } })
                tap.cancel()
                _ = await tap.result
            }
            #expect(peers.value == 1)
        }
    }

    @Test(
        "an owner that hangs gives no sign of life, and its peer ends the link; one that lives keeps a link though it is idle"
    )
    func hungOwner() async throws {
        try await withTemporaryDirectory { directory in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["lives", "hangs"] {
                    let server = FrameServer(
                        path: "\(directory)/\(name)",
                        accepting: [.end],
                        logger: logger,
                        pulse: { if name == "hangs" { try? await hang() } },
                        hello: hello("server")
                    )
                    group.addTask {
                        try await server.run { connection, frames in
                            for try await frame in frames { try await connection.send(frame) }
                        }
                    }
                }
                try await connect("\(directory)/lives") { connection, frames in
                    await #expect(throws: TransportError.self) {
                        try await connect("\(directory)/hangs") { _, frames in
                            for try await _ in frames {}
                        }
                    }
                    // Meanwhile nothing but signs of life went over this one.
                    try await connection.send(end(7))
                    for try await frame in frames {
                        #expect(try frame.decode() == end(7))
                        return
                    }
                }
                group.cancelAll()
            }
        }
    }

    @Test("only the same user, root and the named group are let in")
    func peers() {
        let check = PeerCheck(uid: 1_000, group: UserGroup("50"))
        #expect(check.admits(PeerCredentials(pid: 1, uid: 1_000, groups: [1])))
        #expect(check.admits(PeerCredentials(pid: 1, uid: 0, groups: [0])))
        #expect(check.admits(PeerCredentials(pid: 1, uid: 7, groups: [50])))
        #expect(check.admits(PeerCredentials(pid: 1, uid: 7, groups: [7, 50])))
        #expect(!check.admits(PeerCredentials(pid: 1, uid: 7, groups: [7])))
        #expect(!PeerCheck(uid: 1_000).admits(PeerCredentials(pid: 1, uid: 7, groups: [50])))
    }

    @Test("the waits between tries double from 10 ms to 1 s, and start again after a success")
    func backoff() {
        var backoff = LinkBackoff()
        let longest = (0..<10).map { _ in backoff.next(random: 1) }
        #expect(longest.prefix(4) == [.milliseconds(10), .milliseconds(20), .milliseconds(40), .milliseconds(80)])
        #expect(longest.last == .seconds(1))
        backoff.reset()
        #expect(backoff.next(random: 0) == .milliseconds(5))
    }

    @Test("a group that is named reaches the sockets, and the kernel tells all groups of a peer")
    func group() async throws {
        let own = try #require(UserGroup("\(getegid())"))
        var groups = [gid_t](repeating: 0, count: 1_024)
        groups.removeLast(groups.count - Int(max(0, getgroups(Int32(groups.count), &groups))))
        let others = groups.filter { $0 != 0 }
        try await withTemporaryDirectory { directory in
            let run = try RuntimeDirectory(path: "\(directory)/run", group: own)
            let path = run.path(of: .hub)
            let socket = try await ListeningSocket.open(path, to: own) { try LinkEnd($0, accepting: []) }
            #expect(try FileModes(run.path) == FileModes(mode: 0o750, group: own.id))
            #expect(try FileModes(path) == FileModes(mode: 0o660, group: own.id))
            try await socket.channel.executeThenClose { connections in
                async let client: Void = link(path).connectOnce { _, _ in }
                for try await end in connections {
                    let peer = try await PeerCredentials(of: end.channel.channel)
                    #expect(peer.uid == geteuid() && peer.pid == getpid() && peer.groups.first == own.id)
                    #expect(Set(others).isSubset(of: peer.groups))
                    await end.abandon()
                    break
                }
                _ = try? await client
            }
            socket.remove()
        }
        #expect(UserGroup("no such group") == nil)
    }

    /// What a file lets whom do.
    private struct FileModes: Equatable {
        var mode: UInt32
        var group: UInt32

        init(mode: UInt32, group: UInt32) {
            (self.mode, self.group) = (mode, group)
        }

        init(_ path: String) throws {
            var status = stat()
            guard stat(path, &status) == 0 else { throw SetupError("\(path) is not there") }
            self.init(mode: status.st_mode & 0o777, group: status.st_gid)
        }
    }

    @Test("a peer whose work stands still is left, though its event loop goes on")
    func stuckPeer() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/s"
            let isStuck = Counter()
            let stuck = WaitList()
            let server = FrameServer(
                path: path,
                accepting: [.end],
                logger: logger,
                // A lock that is never let go of; the test's end lets go.
                pulse: { try? await stuck.wait { isStuck.value == 0 } },
                hello: hello("server")
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { _, frames in
                        for try await _ in frames {}
                    }
                }
                try await connect(path) { _, frames in
                    isStuck.increment()
                    await #expect(throws: TransportError.self) {
                        for try await _ in frames {}
                    }
                }
                group.cancelAll()
            }
        }
    }

    @Test("a runtime directory is this user's alone")
    func runtimeDirectory() async throws {
        try await withTemporaryDirectory { directory in
            let made = try RuntimeDirectory(path: "\(directory)/run")
            var status = stat()
            #expect(stat(made.path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
            #expect(made.path(of: .tts) == "\(directory)/run/tts.sock")
            let long = directory + "/" + String(repeating: "x", count: 120)
            #expect(throws: TransportError.self) { try RuntimeDirectory(path: long) }
        }
    }
}
