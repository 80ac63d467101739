private import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// A whole answer below the library that routes, for what never becomes a request: it ends the connection.
enum PlainAnswer {
    /// The answer to a version of HTTP as its parts.
    static func parts(_ problem: Problem, _ allocator: ByteBufferAllocator) -> [HTTPServerResponsePart] {
        let body = problem.json.bytes
        var headers = HTTPHeaders([
            ("Content-Type", Problem.mediaType), ("Content-Length", "\(body.count)"), ("Connection", "close"),
            ("Cache-Control", "no-store"),
        ])
        for field in SecurityHeaders.all { headers.add(name: field.name, value: field.value) }
        for field in problem.headers { headers.replaceOrAdd(name: field.name.rawName, value: field.value) }
        let status = HTTPResponseStatus(statusCode: problem.status.code, reasonPhrase: problem.status.reasonPhrase)
        return [
            .head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)),
            .body(.byteBuffer(allocator.buffer(bytes: body))),
            .end(nil),
        ]
    }

    /// The answer as the bytes that go over the wire.
    static func bytes(_ problem: Problem, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 1_024)
        for part in parts(problem, allocator) {
            switch part {
            case .head(let head):
                buffer.writeString("HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n")
                for (name, value) in head.headers { buffer.writeString("\(name): \(value)\r\n") }
                buffer.writeString("\r\n")
            case .body(.byteBuffer(var body)): buffer.writeBuffer(&body)
            default: break
            }
        }
        return buffer
    }
}
