internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// A request's body, as it is read before anything is done with the request: what is taken here is small.
struct RequestReader {
    typealias Parts = NIOAsyncChannelInboundStream<HTTPRequestPart>.AsyncIterator

    /// How much of a body that is not wanted is read, so that its sender reads the answer, in bytes.
    private static let patience = 4 << 20

    let limit: Int

    /// Why the request's body is not read at all; `nil`: it is.
    func refusal(of head: HTTPRequest) -> Problem? {
        let length = head.headerFields[.contentLength]
        if let length, let count = Int(length), count > limit { return tooLong }
        let needsLength = head.method == .post && length == nil && head.headerFields[.transferEncoding] == nil
        guard needsLength, head.headerFields[.contentType] != nil else { return nil }
        return Problem(
            .lengthRequired,
            "length_needed",
            "a request with a body needs `Content-Length`, or to be chunked"
        )
    }

    /// The rest of the request.
    ///
    /// - Throws: ``Problem`` where it is too long, and what the connection throws.
    func body(_ parts: inout Parts) async throws -> ByteBuffer {
        var body = ByteBuffer()
        while let part = try await parts.next(isolation: #isolation) {
            switch part {
            case .body(var bytes):
                guard body.readableBytes + bytes.readableBytes <= limit else { throw tooLong }
                body.writeBuffer(&bytes)
            case .end: return body
            case .head: throw ChannelError.inappropriateOperationForState
            }
        }
        throw ChannelError.eof
    }

    /// Reads the rest of a request that was refused.
    ///
    /// - Returns: whether it has come to its end.
    static func discardRest(_ parts: inout Parts) async throws -> Bool {
        var count = 0
        while count < patience, let part = try await parts.next(isolation: #isolation) {
            switch part {
            case .body(let bytes): count += bytes.readableBytes
            case .end: return true
            case .head: return false
            }
        }
        return false
    }

    private var tooLong: Problem {
        Problem(.contentTooLarge, "body_too_long", "a request's body may have \(limit) bytes")
    }
}
