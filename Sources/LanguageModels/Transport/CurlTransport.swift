private import CCurl
private import Synchronization

/// HTTP and HTTPS by libcurl on one thread, however many requests are under way.
///
/// - A host name that is not a number or `localhost` is looked up by a thread that libcurl starts for the moment.
/// - Finished connections are kept for the next request; one whose answer was cut short is closed.
/// - Redirects are not followed and no protocol but these two is spoken.
/// - Proxies come from the environment (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`), as curl's users know it,
///   but never for this machine's own loopback, where a proxy could only do harm.
package final class CurlTransport: Sendable {
    /// How many requests can be under way. Policy: one more fails as `busy`.
    package static let maximumTransfers = 256

    /// Idle connections that are kept.
    private static let idleConnections = 8

    private let mailbox: CurlMailbox
    /// `nil` once it was joined.
    private let thread: Mutex<CurlThread?>
    private let nextID = Atomic<Int>(0)

    /// Starts the thread. Ends by ``shutdown()``; ``withCurlTransport(_:)`` is the scope that does both.
    /// - Throws: `busy` if the system has no thread or memory left.
    package init() throws(ModelError) {
        guard initialized == CURLE_OK, let loop = CurlLoop(idleConnections: Self.idleConnections) else {
            throw ModelError(code: .busy, message: "libcurl does not start: \(curlVersion)")
        }
        mailbox = loop.mailbox
        thread = Mutex(try CurlThread(running: loop))
    }

    deinit {
        guard let thread = thread.withLock({ $0.take() }) else { return }
        mailbox.post(.stop)
        thread.detach()
    }

    /// Ends every request with `shutDown`, closes all connections and returns when the thread is gone. May be repeated.
    package func shutdown() async {
        mailbox.post(.stop)
        await mailbox.closed()
        thread.withLock({ $0.take() })?.join()
    }

    /// Sends a request, and gives up what is left of it when `body` ends: by closing the connection if it threw or the
    /// task was cancelled, else by letting a short rest pass.
    func withTransfer<Value>(
        for request: HTTPRequest,
        _ body: (Transfer) async throws(ModelError) -> Value
    ) async throws(ModelError) -> Value {
        let transfer = start(request)
        let result: Result<Value, ModelError> = await withTaskCancellationHandler {
            do throws(ModelError) {
                let value = try await body(transfer)
                transfer.release()
                return .success(value)
            } catch {
                transfer.cancel()
                return .failure(error)
            }
        } onCancel: {
            transfer.cancel()
        }
        return try result.get()
    }

    private func start(_ request: HTTPRequest) -> Transfer {
        let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
        let stream = ResponseStream()
        if !mailbox.post(.add(id, request, stream)) { stream.fail(.shutDown) }
        return Transfer(id: id, stream: stream, mailbox: mailbox)
    }
}

/// Runs `body` with a transport whose thread and connections are gone when this returns.
package func withCurlTransport<Value>(
    _ body: (CurlTransport) async throws -> Value
) async throws -> Value {
    let transport = try CurlTransport()
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(transport))
    } catch {
        result = .failure(error)
    }
    await transport.shutdown()
    return try result.get()
}

/// Once for the process; libcurl 7.84 and later may do this beside other threads.
private let initialized = loquat_curl_global_init()

private let curlVersion = String(cString: curl_version())
