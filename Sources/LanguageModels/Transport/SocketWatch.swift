private import CLinux
private import Glibc

/// Waits until one of libcurl's sockets or the wake signal is ready (epoll(7), level-triggered): what a wait costs does not
/// depend on how many there are. It belongs to libcurl's thread.
final class SocketWatch {
    /// What ``wait(atMost:_:)`` has seen.
    enum Event: Equatable {
        case woken
        case ready(Int32, reading: Bool, writing: Bool)
    }

    /// What a socket is watched for.
    struct Interest: OptionSet {
        let rawValue: UInt32

        static let reading = Interest(rawValue: EPOLLIN.rawValue)
        static let writing = Interest(rawValue: EPOLLOUT.rawValue)
    }

    /// Events that one wait takes; what is beyond them is still ready at the next.
    private static let batch = 64

    /// The wake signal's; no watch has it, for their count starts at 1.
    private static let wakeKey: WatchedSockets.Key = 0

    private let descriptor: Int32
    private let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: batch)
    private var sockets = WatchedSockets()

    /// - Returns: `nil` where the system has no descriptor or memory left.
    init?(wake: Int32) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0, control(EPOLL_CTL_ADD, wake, .reading, Self.wakeKey) else { return nil }
    }

    deinit {
        events.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// Watches a socket from now on for `interest` instead of what it was watched for.
    /// - Returns: false where the system has no room for one more.
    func watch(_ socket: Int32, for interest: Interest) -> Bool {
        let (key, isNew) = sockets.watch(socket)
        if control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, interest, key) { return true }
        sockets.forget(socket)
        return false
    }

    /// Watches a socket no more. It may be closed already: then the system has forgotten it by itself.
    func forget(_ socket: Int32) {
        sockets.forget(socket)
        _ = control(EPOLL_CTL_DEL, socket, [], 0)
    }

    /// Waits for at most so many milliseconds, or without end if that is -1, and tells what is ready.
    ///
    /// Sockets may be watched and forgotten meanwhile: nothing is told of one that was forgotten.
    /// - Returns: whether anything was ready.
    func wait(atMost milliseconds: Int32, _ act: (Event) -> Void) -> Bool {
        let count = Int(epoll_wait(descriptor, events.baseAddress, Int32(Self.batch), milliseconds))
        // -1 is a signal's interruption, for which nothing has to be done.
        guard count > 0 else { return false }
        for event in events.prefix(count) {
            if event.data.u64 == Self.wakeKey {
                act(.woken)
            } else if let socket = sockets.socket(of: event.data.u64) {
                // A hang-up or an error shows itself, with its reason, to who reads or writes.
                let broken = event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
                act(
                    .ready(
                        socket,
                        reading: broken || event.events & EPOLLIN.rawValue != 0,
                        writing: broken || event.events & EPOLLOUT.rawValue != 0
                    )
                )
            }
        }
        return true
    }

    private func control(_ operation: Int32, _ socket: Int32, _ interest: Interest, _ key: WatchedSockets.Key) -> Bool {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: key))
        return epoll_ctl(descriptor, operation, socket, &event) == 0
    }
}
