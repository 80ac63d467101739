private import CCurl

/// All of libcurl's work, on the one thread that runs it.
final class CurlLoop {
    private let mailbox: CurlMailbox
    private let multi: UnsafeMutableRawPointer?
    private var transfers: [Transfer.ID: CurlTransfer] = [:]
    private var isStopping = false

    init(mailbox: CurlMailbox) {
        self.mailbox = mailbox
        multi = UnsafeMutableRawPointer(bitPattern: mailbox.address)
    }

    /// Returns after a `stop`, with every connection closed and every transfer told.
    func run() {
        while true {
            // All of them, also after a stop: whoever posted one waits for what becomes of it.
            for command in mailbox.takeAll() { obey(command) }
            if isStopping { return tearDown() }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            collectFinished()
            curl_multi_poll(multi, nil, 0, expire(at: .now), nil)
        }
    }

    private func tearDown() {
        let late = mailbox.close()
        for case .add(_, _, let stream) in late { stream.fail(.shutDown) }
        for transfer in transfers.values {
            transfer.fail(.shutDown)
            curl_multi_remove_handle(multi, transfer.easy)
        }
        transfers = [:]
        curl_multi_cleanup(multi)
    }

    private func obey(_ command: CurlMailbox.Command) {
        switch command {
        case .add(let id, let request, let stream): add(id, request, stream)
        case .resume(let id): transfers[id]?.resume(at: .now)
        case .release(let id): transfers[id]?.drain(at: .now)
        case .cancel(let id): end(id, with: .cancelled)
        case .stop: isStopping = true
        }
    }

    private func add(_ id: Transfer.ID, _ request: HTTPRequest, _ stream: ResponseStream) {
        guard transfers.count < CurlTransport.maximumTransfers else { return stream.fail(.crowded) }
        guard let transfer = CurlTransfer(id: id, request: request, stream: stream, now: .now) else {
            return stream.fail(.failed("out of memory"))
        }
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            return stream.fail(.failed("libcurl did not take the request"))
        }
        transfers[id] = transfer
    }

    /// Removing a handle before its transfer is whole closes its connection.
    private func end(_ id: Transfer.ID, with failure: TransferFailure) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.fail(failure)
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE,
                let (id, transfer) = transfers.first(where: { $0.value.easy == message.easy_handle })
            else { continue }
            let code = message.data.result
            transfers[id] = nil
            curl_multi_remove_handle(multi, transfer.easy)
            transfer.finish(code)
        }
    }

    /// Ends what has been silent for too long.
    /// - Returns: the milliseconds until that can happen next.
    private func expire(at now: ContinuousClock.Instant) -> Int32 {
        var next: ContinuousClock.Instant?
        var late: [(Transfer.ID, TransferFailure)] = []
        for (id, transfer) in transfers {
            guard let instant = transfer.deadline.instant else { continue }
            if instant <= now {
                late.append((id, transfer.deadline.failure))
            } else {
                next = min(next ?? instant, instant)
            }
        }
        for (id, failure) in late { end(id, with: failure) }
        return next.map { Int32(now.duration(to: $0).wholeMilliseconds) } ?? .max
    }
}
