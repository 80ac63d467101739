/// One request under way, as the task that reads it sees it.
struct Transfer: Sendable {
    typealias ID = Int

    let id: ID
    private let stream: ResponseStream
    private let mailbox: CurlMailbox

    init(id: ID, stream: ResponseStream, mailbox: CurlMailbox) {
        self.id = id
        self.stream = stream
        self.mailbox = mailbox
    }

    /// The status is 0 before the first ``read(into:)`` has returned.
    var head: ResponseHead { stream.head ?? ResponseHead(status: 0) }

    /// Replaces `bytes` by all that has come since the last call; waits if that is nothing.
    /// - Returns: false at the body's end.
    func read(into bytes: inout [UInt8]) async throws(TransferFailure) -> Bool {
        switch try await stream.take(into: &bytes) {
        case .end: return false
        case .bytes(let mustResume):
            if mustResume { mailbox.post(.resume(id)) }
            return true
        }
    }

    /// Closes the connection; the reader gets `cancelled` at once.
    func cancel() {
        stream.fail(.cancelled)
        mailbox.post(.cancel(id))
    }

    /// Nothing more will be read: a short rest is let pass, so that the connection can serve the next request.
    func release() {
        mailbox.post(.release(id))
    }
}
