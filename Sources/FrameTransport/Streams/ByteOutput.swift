private import Glibc
private import Synchronization

/// Writes bytes to a descriptor, in the order of the calls, without ever blocking one of Swift's threads.
///
/// What cannot be written at once waits in a buffer of at most ``limit`` bytes; beyond that `write` suspends its caller
/// until the reader at the other end has caught up, so that a full pipe holds the whole line back. Cancelling the caller's
/// task ends that wait.
package final class ByteOutput: Sendable {
    /// What may wait to be written, in bytes, before writers are held back: four pipes of Linux' default size.
    package static let limit = 1 << 18

    fileprivate struct State {
        var pending: [UInt8] = []
        /// How much of what came before the pending is still on its way.
        var leaving = 0
        var isWriting = false
        var failure: TransportError?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let descriptor: Int32
    private let name: String
    private let isPipe: Bool
    private let state = Mutex(State())
    private let abandoned = Wakeup()
    private let thread = BlockingThread()

    /// Writes to `descriptor`, which messages call `name`.
    package init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        var status = stat()
        isPipe = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    /// Returns when all that was written has reached the descriptor.
    ///
    /// - Throws: ``TransportError``, as ``write(_:)`` does, and `CancellationError`.
    package func flush() async throws {
        while try state.withLock({ try $0.check() }) {
            try await suspend { $0.isWriting }
        }
    }

    /// Gives up what waits: a reader that never reads must not hold up the end.
    package func abandon() {
        abandoned.fire()
    }

    /// Writes `bytes`; what they are a part of must be whole in one call, where several tasks write.
    ///
    /// - Throws: ``TransportError`` with the code `closed` when nobody reads any more, or `system`. Every further call
    ///   then throws the same. `CancellationError` in place of a wait: the bytes stay where they are in the order.
    package func write(_ bytes: [UInt8]) async throws {
        let becomesWriter = try state.withLock { state in
            _ = try state.check()
            state.pending.append(contentsOf: bytes)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if becomesWriter {
            writeAtOnce()
            if endStep(nil) { return }
            thread.submit { self.drain() }
        }
        try await suspend { $0.pending.count + $0.leaving > Self.limit }
        _ = try state.withLock { try $0.check() }
    }

    /// Waits while `condition` holds; each step of the writer lets the waiting look again.
    ///
    /// - Throws: `CancellationError` where it would have to wait.
    private func suspend(while condition: @Sendable (borrowing State) -> Bool) async throws(CancellationError) {
        while state.withLock({ $0.failure == nil && condition($0) }) {
            if Task.isCancelled { throw CancellationError() }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let passes = state.withLock { state in
                        // Looked at under the lock: a cancellation after this finds the waiting and lets it look again.
                        guard !Task.isCancelled, state.failure == nil, condition(state) else { return true }
                        state.waiting.append(continuation)
                        return false
                    }
                    if passes { continuation.resume() }
                }
            } onCancel: {
                letLook()
            }
        }
    }

    private func letLook() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// What a pipe takes without blocking: POLLOUT promises room for PIPE_BUF bytes (pipe(7)), and a short frame saves
    /// the way over another thread.
    private func writeAtOnce() {
        guard isPipe else { return }
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let bytes = state.withLock { $0.pending }
        guard bytes.count <= Int(PIPE_BUF), poll(&polled, 1, 0) == 1, polled.revents & Int16(POLLOUT) != 0 else {
            return
        }
        let count = Glibc.write(descriptor, bytes, bytes.count)
        if count > 0 { state.withLock { $0.pending.removeFirst(count) } }
    }

    private func drain() {
        while true {
            let bytes = state.withLock { state in
                defer { state.pending = [] }
                state.leaving = state.pending.count
                return state.pending
            }
            if endStep(writeAll(bytes)) { return }
        }
    }

    /// Lets those who wait look again; true when the writer's work is done.
    private func endStep(_ failure: TransportError?) -> Bool {
        let (waiting, isDone) = state.withLock { state in
            state.failure = failure
            state.leaving = 0
            if failure != nil || state.pending.isEmpty { state.isWriting = false }
            defer { state.waiting = [] }
            return (state.waiting, !state.isWriting)
        }
        for continuation in waiting { continuation.resume() }
        return isDone
    }

    private func writeAll(_ bytes: [UInt8]) -> TransportError? {
        var written = 0
        while written < bytes.count {
            var polled = [
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: abandoned.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { return failure() }
            if polled[1].revents != 0 { return TransportError(.closed, "\(name) was given up") }
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { written += count }
            if count < 0, errno != EINTR, errno != EAGAIN { return failure() }
        }
        return nil
    }

    private func failure() -> TransportError {
        let code: TransportError.Code = errno == EPIPE || errno == ECONNRESET ? .closed : .system
        return TransportError(code, "\(name) could not be written: \(String(cString: strerror(errno)))")
    }
}

extension ByteOutput.State {
    /// Whether a writer is at work.
    fileprivate func check() throws(TransportError) -> Bool {
        if let failure { throw failure }
        return isWriting
    }
}
