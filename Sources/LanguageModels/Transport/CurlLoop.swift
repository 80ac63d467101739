private import CCurl

/// All of libcurl's work, on the one thread that runs it: libcurl says which sockets it waits for, and is told which are
/// ready. So a token costs the same however many answers are under way.
final class CurlLoop {
    let mailbox: CurlMailbox
    private let multi: UnsafeMutableRawPointer
    private let watch: SocketWatch
    private var transfers: [Transfer.ID: CurlTransfer] = [:]
    private var lateLook = LateLook()
    /// Those whose sockets the system had no room to watch.
    private var unwatched: [Transfer.ID] = []
    private var isStopping = false

    /// - Returns: `nil` where the system has no memory or descriptor left.
    init?(idleConnections: Int) {
        guard let mailbox = CurlMailbox(), let watch = SocketWatch(wake: mailbox.wakeDescriptor),
            let multi = curl_multi_init()
        else { return nil }
        self.mailbox = mailbox
        self.watch = watch
        self.multi = multi
        loquat_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, idleConnections)
        loquat_curl_multi_set_watcher(multi, noteSocket, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        // Closes the idle connections, of which the watch may still be told.
        curl_multi_cleanup(multi)
    }

    /// Returns after a `stop`, with every transfer told and nothing under way.
    func run() {
        while !isStopping {
            let timeout = timeout(at: .now)
            let isActive = watch.wait(atMost: timeout) { act(on: $0) }
            // An action on a socket runs what is due, too.
            if !isActive || timeout == 0 { act(on: CURL_SOCKET_TIMEOUT, 0) }
            endUnwatched()
            collectFinished()
            endLate(at: .now)
        }
        tearDown()
    }

    private func tearDown() {
        let late = mailbox.close()
        for case .add(_, _, let stream) in late { stream.fail(.shutDown) }
        for transfer in transfers.values {
            transfer.fail(.shutDown)
            curl_multi_remove_handle(multi, transfer.easy)
        }
        transfers = [:]
    }

    /// The milliseconds until libcurl wants to be called again, or until a transfer may be late; -1: never.
    ///
    /// libcurl is asked, and not waited for to call back: it calls once for a time, and would not again if we were early.
    private func timeout(at now: ContinuousClock.Instant) -> Int32 {
        var timeout = -1
        curl_multi_timeout(multi, &timeout)
        let late = lateLook.next.map { max(.zero, now.duration(to: $0)).wholeMilliseconds }
        guard timeout >= 0 else { return Int32(clamping: late ?? -1) }
        return Int32(clamping: min(timeout, late ?? timeout))
    }

    private func act(on event: SocketWatch.Event) {
        switch event {
        case .woken:
            // All of them, also after a stop: whoever posted one waits for what becomes of it.
            for command in mailbox.takeAll() { obey(command) }
        case .ready(let socket, let isReading, let isWriting):
            act(on: socket, (isReading ? CURL_CSELECT_IN : 0) | (isWriting ? CURL_CSELECT_OUT : 0))
        }
    }

    private func act(on socket: curl_socket_t, _ readiness: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, socket, readiness, &running)
    }

    private func obey(_ command: CurlMailbox.Command) {
        switch command {
        case .add(let id, let request, let stream): add(id, request, stream)
        case .resume(let id): change(id) { $0.resume(at: .now) }
        case .release(let id): change(id) { $0.drain(at: .now) }
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
        change(id) { _ in }
    }

    /// Changes a transfer in a way that may have it late sooner than was noted.
    private func change(_ id: Transfer.ID, _ change: (CurlTransfer) -> Void) {
        guard let transfer = transfers[id] else { return }
        change(transfer)
        lateLook.note(transfer.deadline.earliest(from: .now))
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
            guard message.msg == CURLMSG_DONE, let transfer = CurlTransfer.of(message.easy_handle) else { continue }
            let code = message.data.result
            curl_multi_remove_handle(multi, transfer.easy)
            transfers[transfer.id] = nil
            transfer.finish(code)
        }
    }

    /// Called by libcurl in the middle of its work, when nothing may be asked of it.
    fileprivate func watchSocket(_ socket: curl_socket_t, for what: Int32, of easy: UnsafeMutableRawPointer?) {
        guard what != CURL_POLL_REMOVE else { return watch.forget(socket) }
        var interest: SocketWatch.Interest = []
        if what & CURL_POLL_IN != 0 { interest.insert(.reading) }
        if what & CURL_POLL_OUT != 0 { interest.insert(.writing) }
        if !watch.watch(socket, for: interest), let transfer = CurlTransfer.of(easy) { unwatched.append(transfer.id) }
    }

    /// Ends what would wait for ever.
    private func endUnwatched() {
        guard !unwatched.isEmpty else { return }
        for id in unwatched { end(id, with: .failed("the system has no room to watch one more connection")) }
        unwatched = []
    }

    /// Ends what has been silent for too long.
    private func endLate(at now: ContinuousClock.Instant) {
        guard lateLook.isDue(at: now) else { return }
        lateLook = LateLook()
        for transfer in transfers.values {
            if let instant = transfer.deadline.instant, instant <= now {
                end(transfer.id, with: transfer.deadline.failure)
            } else {
                lateLook.note(transfer.deadline.earliest(from: now))
            }
        }
    }
}

private func noteSocket(
    _ easy: UnsafeMutableRawPointer?,
    _ socket: curl_socket_t,
    _ what: Int32,
    _ user: UnsafeMutableRawPointer?,
    _ socketUser: UnsafeMutableRawPointer?
) -> Int32 {
    guard let user else { return 0 }
    Unmanaged<CurlLoop>.fromOpaque(user).takeUnretainedValue().watchSocket(socket, for: what, of: easy)
    // Anything else would end all transfers.
    return 0
}
