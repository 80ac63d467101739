/// A request that is no question to a model, such as a command to a house.
package struct PlainRequest: Sendable {
    /// An address that begins with `http://` or `https://`.
    package var url: String

    /// `GET`, `POST` or `PUT`.
    package var method: String

    /// Whole header lines, `Name: value`.
    package var headers: [String]

    /// What is sent; `nil` sends nothing.
    package var body: [UInt8]?

    /// How long connecting, and each silence, may take.
    package var timeout: Duration

    package init(url: String, method: String, headers: [String] = [], body: [UInt8]? = nil, timeout: Duration) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

extension PlainRequest {
    /// Whether it goes to this machine itself.
    fileprivate var isLoopback: Bool {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        return (try? ModelURL(String(address)))?.isLoopback ?? false
    }
}

/// What came of a ``PlainRequest``.
package struct PlainResponse: Sendable, Equatable {
    package var status: Int

    /// At most ``limit`` bytes; what comes after them is left out.
    package var body: [UInt8]

    /// In bytes.
    package static let limit = 65_536
}

extension CurlTransport {
    /// Sends a request and waits for its whole answer.
    ///
    /// - Throws: ``ModelError``; a status that tells of a failure is none.
    package func exchange(_ plain: PlainRequest) async throws(ModelError) -> PlainResponse {
        var request = HTTPRequest(url: plain.url, headers: plain.headers, body: plain.body)
        request.method = plain.method
        request.timeouts = ModelTimeouts(connect: plain.timeout, firstByte: plain.timeout, stall: plain.timeout)
        request.avoidsProxies = plain.isLoopback
        return try await withTransfer(for: request) { transfer throws(ModelError) in
            var (body, bytes): ([UInt8], [UInt8]) = ([], [])
            do throws(TransferFailure) {
                while body.count < PlainResponse.limit, try await transfer.read(into: &bytes) { body += bytes }
            } catch {
                throw Self.error(for: error, plain.url)
            }
            return PlainResponse(status: transfer.head.status, body: Array(body.prefix(PlainResponse.limit)))
        }
    }

    private static func error(for failure: TransferFailure, _ url: String) -> ModelError {
        switch failure {
        case .refused: ModelError(code: .connectionRefused, message: "nothing listens at \(url)")
        case .unreachable(let words): ModelError(code: .unreachable, message: "\(url) cannot be reached: \(words)")
        case .connectTimedOut(let time), .silent(let time), .stalled(let time):
            ModelError(code: .timedOut, message: "\(url) did not answer within \(time)")
        case .connectionLost(let words), .failed(let words):
            ModelError(code: .serverError, message: "\(url) could not be used: \(words)")
        case .cancelled, .shutDown: .cancelled
        case .crowded: ModelError(code: .busy, message: "too many requests are under way already")
        }
    }
}
