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

    private let wake: WakeSignal
    private let state = Mutex(State())

    /// - Returns: `nil` where the system has no descriptor left.
    init?() {
        guard let wake = WakeSignal() else { return nil }
        self.wake = wake
    }

    /// Readable when something was posted since the last ``takeAll()``.
    var wakeDescriptor: Int32 { wake.descriptor }

    /// - Returns: false once the thread has ended.
    @discardableResult
    func post(_ command: Command) -> Bool {
        let (isOpen, isFirst) = state.withLock { state in
            guard state.isOpen else { return (false, false) }
            state.commands.append(command)
            return (true, state.commands.count == 1)
        }
        // The thread takes all at once, so only the first one has to wake it.
        if isFirst { wake.raise() }
        return isOpen
    }

    /// Everything posted since the last call.
    func takeAll() -> [Command] {
        // First, so that what is posted from here on wakes the thread again.
        wake.clear()
        return state.withLock { state in
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
