private import CCurl
private import Synchronization

/// What other threads want of libcurl's thread, and how they wake it.
///
/// Limit: one `add`, one `cancel` or `release` and one `resume` for each transfer, of which there are at most
/// ``CurlTransport/maximumTransfers``.
final class CurlMailbox: Sendable {
    enum Command: Sendable {
        case add(Transfer.ID, HTTPRequest, ResponseStream)
        /// The reader has made room.
        case resume(Transfer.ID)
        /// Close the connection now.
        case cancel(Transfer.ID)
        /// The rest is not wanted, but the connection may be kept if the rest is short.
        case release(Transfer.ID)
        case stop
    }

    private struct State {
        var commands: [Command] = []
        var isOpen = true
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// The multi handle. A number, because pointers are not `Sendable` and this one is used by its thread alone,
    /// but for the one call that libcurl lets every thread make.
    let address: UInt

    private let state = Mutex(State())

    init(multi address: UInt) {
        self.address = address
    }

    /// - Returns: false once the thread has ended.
    @discardableResult
    func post(_ command: Command) -> Bool {
        state.withLock { state in
            guard state.isOpen else { return false }
            state.commands.append(command)
            // Under the lock, since `close` must not free the handle between the look and the call. Only the first
            // command has to wake the thread: it takes all.
            if state.commands.count == 1 { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: address)) }
            return true
        }
    }

    /// Everything posted since the last call.
    func takeAll() -> [Command] {
        state.withLock { state in
            guard !state.commands.isEmpty else { return [] }
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// Called by the thread as its last act: nothing can be posted any more, and those who wait for it go on.
    /// - Returns: what was posted too late.
    func close() -> [Command] {
        let (late, waiters) = state.withLock { state in
            defer { state = State(isOpen: false) }
            return (state.commands, state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        return late
    }

    /// Returns when the thread has closed the mailbox.
    func closed() async {
        await withCheckedContinuation { waiter in
            let isClosed = state.withLock { state -> Bool in
                guard state.isOpen else { return true }
                state.waiters.append(waiter)
                return false
            }
            if isClosed { waiter.resume() }
        }
    }
}
