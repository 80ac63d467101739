private import Synchronization

/// The body of one response on its way from libcurl's thread to the one task that reads it.
///
/// Limit: ``capacity`` bytes. Policy: when a piece does not fit, libcurl is told to keep it and to read no more until
/// the buffer has been taken, so that the server is held back by TCP and nothing is lost.
final class ResponseStream: Sendable {
    /// In bytes. An answer is a few hundred bytes a second: this is room for minutes of it.
    static let capacity = 65_536

    /// What `take` found.
    enum Content {
        case bytes(mustResume: Bool)
        case end
    }

    private enum Ending {
        case complete
        case failed(TransferFailure)
    }

    private struct State {
        var buffer: [UInt8] = []
        var head: ResponseHead?
        var ending: Ending?
        var isPaused = false
        var reader: CheckedContinuation<Void, Never>?

        var isReady: Bool { !buffer.isEmpty || ending != nil }
    }

    private let state = Mutex(State())

    /// Known as soon as the first `take` has returned.
    var head: ResponseHead? { state.withLock { $0.head } }

    /// Called on libcurl's thread.
    /// - Returns: whether the bytes were taken; if not, they have to be offered again after a resume.
    func offer(_ bytes: UnsafeRawBufferPointer, head: @autoclosure () -> ResponseHead) -> Bool {
        let (isTaken, reader) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard state.ending == nil else { return (true, nil) }
            guard state.buffer.isEmpty || state.buffer.count + bytes.count <= Self.capacity else {
                state.isPaused = true
                return (false, nil)
            }
            state.head = state.head ?? head()
            state.buffer.append(contentsOf: bytes)
            return (true, state.reader.take())
        }
        reader?.resume()
        return isTaken
    }

    /// The response is whole. Only the first ending counts.
    func complete(head: ResponseHead) {
        end(.complete, head: head)
    }

    /// The response ends here. Only the first ending counts.
    func fail(_ failure: TransferFailure) {
        end(.failed(failure), head: nil)
    }

    private func end(_ ending: Ending, head: ResponseHead?) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.ending == nil else { return nil }
            state.ending = ending
            state.head = state.head ?? head
            return state.reader.take()
        }
        reader?.resume()
    }

    /// Waits for more, and swaps everything that has come into `bytes`, whose storage is used again.
    ///
    /// What came before a failure is given out first; after a cancellation it is not.
    func take(into bytes: inout [UInt8]) async throws(TransferFailure) -> Content {
        if !state.withLock({ $0.isReady }) { await ready() }
        bytes.removeAll(keepingCapacity: true)
        return try state.withLock { state throws(TransferFailure) -> Content in
            if case .failed(.cancelled) = state.ending { throw .cancelled }
            guard state.buffer.isEmpty else {
                swap(&state.buffer, &bytes)
                let mustResume = state.isPaused
                state.isPaused = false
                return .bytes(mustResume: mustResume)
            }
            if case .failed(let failure) = state.ending { throw failure }
            return .end
        }
    }

    private func ready() async {
        await withCheckedContinuation { reader in
            let isReady = state.withLock { state -> Bool in
                guard !state.isReady else { return true }
                state.reader = reader
                return false
            }
            if isReady { reader.resume() }
        }
    }
}
