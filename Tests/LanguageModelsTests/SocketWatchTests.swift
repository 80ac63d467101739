import Glibc
import TestSupport
import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct SocketWatchTests {
    /// The events of one wait that lasts until there is one.
    private func events(of watch: SocketWatch, _ act: (SocketWatch.Event) -> Void = { _ in }) -> [SocketWatch.Event] {
        var events: [SocketWatch.Event] = []
        #expect(
            watch.wait(atMost: -1) {
                events.append($0)
                act($0)
            }
        )
        return events
    }

    private func withWatch(_ body: (SocketWatch, borrowing WakeSignal) throws -> Void) throws {
        guard let wake = WakeSignal(), let watch = SocketWatch(wake: wake.descriptor) else {
            throw SetupError("no descriptor is left")
        }
        try body(watch, wake)
    }

    private func pair() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw SetupError("no sockets are left")
        }
        return (ends[0], ends[1])
    }

    private func send(to socket: Int32) {
        #expect(write(socket, "x", 1) == 1)
    }

    @Test("a signal wakes once, and again after the next")
    func wake() throws {
        try withWatch { watch, wake in
            for _ in 0..<2 {
                wake.raise()
                wake.raise()
                #expect(events(of: watch) == [.woken])
                wake.clear()
                #expect(!watch.wait(atMost: 0) { _ in })
            }
        }
    }

    @Test("a socket is told of for what it is watched for now, as long as that is so")
    func interest() throws {
        try withWatch { watch, _ in
            let (socket, peer) = try pair()
            defer { for end in [socket, peer] { close(end) } }
            #expect(watch.watch(socket, for: .writing))
            #expect(events(of: watch) == [.ready(socket, reading: false, writing: true)])
            #expect(watch.watch(socket, for: .reading))
            #expect(!watch.wait(atMost: 0) { _ in })
            send(to: peer)
            for _ in 0..<2 { #expect(events(of: watch) == [.ready(socket, reading: true, writing: false)]) }
            watch.forget(socket)
            #expect(!watch.wait(atMost: 0) { _ in })
        }
    }

    @Test("nothing more is told of a socket that an event before has had forgotten")
    func stale() throws {
        try withWatch { watch, _ in
            let pairs = [try pair(), try pair()]
            defer { for (socket, peer) in pairs { for end in [socket, peer] { close(end) } } }
            for (socket, peer) in pairs {
                #expect(watch.watch(socket, for: .reading))
                send(to: peer)
            }
            let seen = events(of: watch) { _ in
                for (socket, _) in pairs {
                    watch.forget(socket)
                    // As if another had got its number.
                    #expect(watch.watch(socket, for: .reading))
                }
            }
            #expect(seen.count == 1)
            #expect(events(of: watch).count == 2)
        }
    }

    @Test("a socket that was closed before it was forgotten leaves its number to the next")
    func closedBefore() throws {
        try withWatch { watch, _ in
            let (first, peer) = try pair()
            #expect(watch.watch(first, for: .reading))
            let (other, otherPeer) = try pair()
            defer { for end in [first, peer, otherPeer] { close(end) } }
            #expect(dup2(other, first) == first)
            close(other)
            watch.forget(first)
            #expect(watch.watch(first, for: .reading))
            send(to: otherPeer)
            #expect(events(of: watch) == [.ready(first, reading: true, writing: false)])
        }
    }

    @Test("a connection whose other end is gone is one to read from and to write to")
    func hangUp() throws {
        try withWatch { watch, _ in
            let (socket, peer) = try pair()
            defer { close(socket) }
            #expect(watch.watch(socket, for: .reading))
            close(peer)
            #expect(events(of: watch) == [.ready(socket, reading: true, writing: true)])
        }
    }

    @Test("what cannot be watched is said")
    func refused() throws {
        try withWatch { watch, _ in #expect(!watch.watch(-1, for: .reading)) }
    }
}
