internal import HTTPTypes
internal import Hummingbird
private import NIOCore

extension Response {
    /// JSON that is true at this moment only.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response.text(bytes, "application/json", status: status)
    }

    /// Bytes of a media type, not to be kept by whoever gets them.
    static func text(_ bytes: [UInt8], _ mediaType: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
