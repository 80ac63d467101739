internal import CCurl
private import Glibc

/// One easy handle at work. It belongs to libcurl's thread.
final class CurlTransfer {
    let id: Transfer.ID
    let easy: UnsafeMutableRawPointer
    private let stream: ResponseStream
    private let connectTimeout: Duration
    private var headers: UnsafeMutablePointer<curl_slist>?
    private(set) var deadline: TransferDeadline

    /// Bytes of an unwanted rest that may still come; `nil` while the body is wanted.
    private var drainLeft: Int?

    init?(id: Transfer.ID, request: HTTPRequest, stream: ResponseStream, now: ContinuousClock.Instant) {
        guard let easy = curl_easy_init() else { return nil }
        self.id = id
        self.easy = easy
        self.stream = stream
        connectTimeout = request.timeouts.connect
        deadline = TransferDeadline(timeouts: request.timeouts, startedAt: now)
        configure(for: request)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
    }

    /// The transfer that an easy handle belongs to; `nil` for one of libcurl's own.
    static func of(_ easy: UnsafeMutableRawPointer?) -> CurlTransfer? {
        guard let easy, let owner = loquat_curl_get_owner(easy) else { return nil }
        return Unmanaged<CurlTransfer>.fromOpaque(owner).takeUnretainedValue()
    }

    private func configure(for request: HTTPRequest) {
        // One connection for each answer that is under way, so that closing it cancels that answer and no other.
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        // An answer comes in lines of 150 bytes or so, and libcurl's own 16 KiB are there for each turn.
        set(CURLOPT_BUFFERSIZE, 4_096)
        set(CURLOPT_USERAGENT, "loquat")
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.timeouts.connect.wholeMilliseconds))
        if request.avoidsProxies { set(CURLOPT_NOPROXY, "*") }
        // An empty Expect keeps libcurl from waiting a second for "100 Continue" before it sends a long body.
        for line in request.headers + ["Expect:"] { headers = curl_slist_append(headers, line) }
        loquat_curl_set_headers(easy, headers)
        if let body = request.body {
            body.withUnsafeBytes { _ = loquat_curl_set_post(easy, $0.baseAddress, $0.count) }
        }
        if let method = request.method { set(CURLOPT_CUSTOMREQUEST, method) }
        loquat_curl_set_owner(easy, Unmanaged.passUnretained(self).toOpaque())
        loquat_curl_set_writer(easy, writeBody, Unmanaged.passUnretained(self).toOpaque())
    }

    private func set(_ option: CURLoption, _ value: Int) {
        loquat_curl_set_long(easy, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        loquat_curl_set_string(easy, option, value)
    }

    private var head: ResponseHead {
        let status = loquat_curl_get_long(easy, CURLINFO_RESPONSE_CODE)
        guard status >= 400 else { return ResponseHead(status: status) }
        let seconds = loquat_curl_retry_after(easy)
        return ResponseHead(status: status, retryAfter: seconds > 0 ? .seconds(seconds) : nil)
    }

    /// Takes a piece of the body.
    /// - Returns: what libcurl's write callback has to return.
    fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        if let left = drainLeft {
            drainLeft = left - bytes.count
            return left < bytes.count ? 0 : bytes.count
        }
        guard stream.offer(bytes, head: head) else {
            deadline.pause()
            return loquat_curl_pause_signal()
        }
        deadline.received(at: .now)
        return bytes.count
    }

    /// Goes on after a pause.
    func resume(at now: ContinuousClock.Instant) {
        deadline.resume(at: now)
        loquat_curl_resume(easy)
    }

    /// Lets a short rest of the body pass unseen, so that the connection can be used again.
    func drain(at now: ContinuousClock.Instant) {
        drainLeft = ResponseStream.capacity
        deadline.drain(from: now)
        loquat_curl_resume(easy)
    }

    func fail(_ failure: TransferFailure) {
        stream.fail(failure)
    }

    /// Takes libcurl's verdict.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK {
            stream.complete(head: head)
        } else {
            stream.fail(failure(for: code))
        }
    }

    private func failure(for code: CURLcode) -> TransferFailure {
        let words = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_COULDNT_CONNECT:
            let number = Int32(truncatingIfNeeded: loquat_curl_get_long(easy, CURLINFO_OS_ERRNO))
            return number == ECONNREFUSED
                ? .refused : .unreachable(number == 0 ? words : String(cString: strerror(number)))
        case CURLE_COULDNT_RESOLVE_HOST: return .unreachable(words)
        // The connect timeout is the only one that is libcurl's.
        case CURLE_OPERATION_TIMEDOUT: return .connectTimedOut(after: connectTimeout)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: return .connectionLost(words)
        default: return .failed(words)
        }
    }
}

private func writeBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ user: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let user else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(user).takeUnretainedValue()
    return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
}
